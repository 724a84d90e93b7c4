/** Calendar days are UTC, written YYYY-MM-DD; instants are whole seconds since 1970-01-01T00:00Z. Neither reads a clock. */

export const secondsPerDay = 86_400

/** The first instant of a day. */
export function startOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000
}

/** The first instant after a day. */
export function endOfDay(date: string): number {
  return startOfDay(date) + secondsPerDay
}

export function dateOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10)
}
