const dayInMilliseconds = 86_400_000

/** A day so many days after (or, negative, before) another; both YYYY-MM-DD. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayInMilliseconds).toISOString().slice(0, 10)

/** The dates of an example, so that it is always fresh: signed two days ago, valid from today for so many days. */
export const freshDates = (today: string, days: number) => ({
  signedOn: daysAfter(today, -2),
  validFrom: today,
  validUntil: daysAfter(today, days - 1),
})
