import type { Check, VerdictWord } from '#schemas/verdict.ts'

type Shape = VerdictWord | 'skipped'

/** Each answer has a shape of its own, so that it can be told without colour. The word stands beside it. */
const shapes: Record<Shape, { frame: string; mark: string }> = {
  valid: { frame: 'M24 3a21 21 0 1 0 0 42 21 21 0 0 0 0-42z', mark: 'm13.500 24.500 7.500 7.500 14-15' },
  invalid: {
    frame: 'M15.300 3h17.400L45 15.300v17.400L32.700 45H15.300L3 32.700V15.300z',
    mark: 'm15.500 15.500 17 17m0-17-17 17',
  },
  undetermined: {
    frame: 'M24 3.500 46 43.500H2z',
    mark: 'M19 23.200c0-6 10-6 10 .1 0 4-4.900 4-4.900 7.900m0 5v1.300',
  },
  skipped: { frame: 'M24 3a21 21 0 1 0 0 42 21 21 0 0 0 0-42z', mark: 'M14 24h20' },
}

export const shapeOfOutcome: Record<Check['outcome'], Shape> = {
  pass: 'valid',
  fail: 'invalid',
  unknown: 'undetermined',
  skipped: 'skipped',
}

export function Icon({ shape }: { shape: Shape }) {
  const { frame, mark } = shapes[shape]
  return (
    <svg class={`icon icon-${shape}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path class="icon-frame" d={frame} />
      <path class="icon-mark" d={mark} />
    </svg>
  )
}
