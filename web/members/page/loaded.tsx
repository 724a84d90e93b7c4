import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useWords } from '#web/words/member-words.tsx'
import { Failure } from './failure.tsx'

type Stage<T> =
  | { readonly at: 'loading' }
  | { readonly at: 'failed'; readonly error: unknown }
  | { readonly at: 'here'; readonly value: T }

interface LoadedProps<T> {
  /** Asks anew when one of these changes. */
  readonly of: readonly unknown[]
  readonly load: () => Promise<T>
  readonly children: (value: T, reload: () => void) => ComponentChildren
}

/** Something that the registry is asked for: that it comes, that it does not, or what it is. */
export function Loaded<T>({ of, load, children }: LoadedProps<T>) {
  const words = useWords()
  const [attempt, setAttempt] = useState(0)
  const [stage, setStage] = useState<Stage<T>>({ at: 'loading' })
  const reload = () => setAttempt((before) => before + 1)
  useEffect(() => {
    let current = true
    setStage({ at: 'loading' })
    load().then(
      (value) => current && setStage({ at: 'here', value }),
      (error: unknown) => current && setStage({ at: 'failed', error }),
    )
    return () => {
      current = false
    }
  }, [...of, attempt])
  if (stage.at === 'here') return <>{children(stage.value, reload)}</>
  if (stage.at === 'failed') return <Failure error={stage.error} onRetry={reload} />
  return (
    <p class="quiet" role="status">
      {words.say('page.loading')}
    </p>
  )
}
