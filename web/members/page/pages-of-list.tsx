import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useWords } from '#web/words/member-words.tsx'
import { Failure } from './failure.tsx'
import { Loaded } from './loaded.tsx'

interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string | undefined
}

interface PagesProps<T> {
  readonly of: readonly unknown[]
  readonly load: (cursor: string | undefined) => Promise<Page<T>>
  /** What is said of an empty list. */
  readonly none: string
  readonly children: (items: readonly T[], reload: () => void) => ComponentChildren
}

/** A list that comes in pages: the first at once, further ones when a person asks. */
export function PagesOfList<T>({ of, load, none, children }: PagesProps<T>) {
  return (
    <Loaded of={of} load={() => load(undefined)}>
      {(first, reload) => (
        <FurtherPages key={first} first={first} load={load} none={none}>
          {(items) => children(items, reload)}
        </FurtherPages>
      )}
    </Loaded>
  )
}

interface FurtherProps<T> extends Omit<PagesProps<T>, 'of' | 'children'> {
  readonly first: Page<T>
  readonly children: (items: readonly T[]) => ComponentChildren
}

function FurtherPages<T>({ first, load, none, children }: FurtherProps<T>) {
  const words = useWords()
  const [{ items, next }, setPage] = useState(first)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const more = () => {
    setBusy(true)
    setError(undefined)
    load(next)
      .then((page) => setPage({ items: [...items, ...page.items], next: page.next }), setError)
      .finally(() => setBusy(false))
  }
  if (items.length === 0) return <p class="quiet">{none}</p>
  return (
    <>
      {children(items)}
      <p class="quiet" role="status">
        {busy ? words.say('page.loading') : words.say('list.count', { count: items.length })}
      </p>
      {error !== undefined && <Failure error={error} />}
      {next !== undefined && (
        <button type="button" aria-disabled={busy} onClick={() => !busy && more()}>
          {words.say('list.more')}
        </button>
      )}
    </>
  )
}
