import { useEffect, useState } from 'preact/hooks'

export function secondsNow(): number {
  return Math.floor(Date.now() / 1000)
}

/** The time for telling how old facts are; it moves on while they stand on the screen. */
export function useNow(): number {
  const [now, setNow] = useState(secondsNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(secondsNow()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(now, secondsNow())
}
