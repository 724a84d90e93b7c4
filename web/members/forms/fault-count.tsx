import { useWords } from '#web/words/member-words.tsx'
import type { Faults } from './form-state.ts'

/** Tells that something must be corrected; each field says itself what. */
export function FaultCount({ faults }: { faults: Faults }) {
  const words = useWords()
  const count = Object.keys(faults).length
  return (
    <p class="fault" role="alert">
      {count > 0 && words.say('form.faults', { count })}
    </p>
  )
}
