import { useWords } from '#web/words/words.tsx'
import { showNewer } from './page-version.ts'

/** Offers the newer version of the page; it is used when a person says so. */
export function UpdateNotice({ newer }: { newer: ServiceWorker }) {
  const words = useWords()
  return (
    <div class="update-notice">
      <p role="status">{words.say('update.ready')}</p>
      <button type="button" onClick={() => showNewer(newer)}>
        {words.say('update.use')}
      </button>
    </div>
  )
}
