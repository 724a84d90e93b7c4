const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const daysIn = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const padded = (number: number, digits: number) => String(number).padStart(digits, '0')

/** The day so many months later, YYYY-MM-DD; the last of the month where that day does not exist. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const count = year * 12 + (month - 1) + months
  const [laterYear, laterMonth] = [Math.floor(count / 12), (count % 12) + 1]
  return `${padded(laterYear, 4)}-${padded(laterMonth, 2)}-${padded(Math.min(day, daysIn(laterYear, laterMonth)), 2)}`
}

/** Whether a text is a day that a calendar could hold. */
export const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text)
