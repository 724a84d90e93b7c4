import type { Clock } from '#ports/clock.ts'

const mostRemembered = 1000

/** Answers by name, for so many seconds. Calls at the same time share one question; a failure is never remembered. */
export function remembering<T>(
  ask: (name: string) => Promise<T>,
  clock: Clock,
  seconds: number,
): (name: string) => Promise<T> {
  const answers = new Map<string, { until: number; answer: Promise<T> }>()
  return (name) => {
    const now = clock.now()
    const known = answers.get(name)
    if (known !== undefined && now < known.until) return known.answer
    if (answers.size >= mostRemembered) answers.clear()
    const answer = ask(name)
    answers.set(name, { until: now + seconds, answer })
    answer.catch(() => {
      if (answers.get(name)?.answer === answer) answers.delete(name)
    })
    return answer
  }
}
