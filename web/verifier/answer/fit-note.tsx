import { useWords } from '#web/words/words.tsx'
import { Icon } from '../icons.tsx'
import type { Fit } from './read-report.ts'

const notes = {
  fits: { shape: 'valid', message: 'answer.fits' },
  differs: { shape: 'invalid', message: 'answer.fits.not' },
  open: { shape: 'undetermined', message: 'answer.fits.open' },
} as const

/** Whether the goods in hand fit: said only when something was given to compare. */
export function FitNote({ fit }: { fit: Fit | undefined }) {
  const words = useWords()
  // The block above says it where nothing else stands against the certificate.
  if (fit === undefined || fit === 'only-differs') return null
  const { shape, message } = notes[fit]
  return (
    <p class={`fit fit-${fit}`}>
      <Icon shape={shape} />
      <span>{words.say(message)}</span>
    </p>
  )
}
