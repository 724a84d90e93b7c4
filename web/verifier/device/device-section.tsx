import { useWords } from '#web/words/words.tsx'
import { Fact, FactList } from '#web/controls/fact-list.tsx'
import { useNow } from '#web/page/seconds-now.ts'
import { refreshDevice, type DeviceState } from './device-data.ts'
import type { Synchronised } from './synchronise.ts'

/** What this device holds, from when it is, and how to have it fetched anew. */
export function DeviceSection({ device, kept }: { device: DeviceState; kept: boolean }) {
  const words = useWords()
  const now = useNow()
  const { held, busy, last } = device
  return (
    <details class="card device">
      <summary>
        <h2>{words.say('device.title')}</h2>
      </summary>
      <p>{words.say(kept ? 'device.page.kept' : 'device.page.not-kept')}</p>
      <FactList>
        {held.registries.map(({ issuer, name, asOf }) => (
          <Fact key={issuer} term={words.say('device.keys.of', { name })}>
            {words.say('device.as-of', { time: words.time(asOf), age: words.age(now - asOf) })}
          </Fact>
        ))}
        {held.lists.map(({ list, seq, issuedAt, expiresAt, fetchedAt }) => (
          <Fact key={list} term={words.say('device.list', { list: String(list), seq: String(seq) })}>
            {words.say('device.list.times', {
              signed: words.time(issuedAt),
              age: words.age(now - issuedAt),
              fetched: words.age(now - fetchedAt),
              until: words.time(expiresAt),
            })}
          </Fact>
        ))}
      </FactList>
      {held.lists.length === 0 && <p>{words.say('device.lists.none')}</p>}
      <p class="quiet">{words.say('device.why')}</p>
      <p role="status">{words.say(busy ? 'device.refreshing' : resultOf(last))}</p>
      <button type="button" aria-disabled={busy} onClick={() => void refreshDevice()}>
        {words.say('device.refresh')}
      </button>
    </details>
  )
}

function resultOf(last: Synchronised | undefined) {
  switch (last) {
    case 'whole':
      return 'device.refreshed'
    case 'partly':
      return 'device.refreshed.partly'
    case 'older-list-refused':
      return 'device.refused'
    case 'not-reached':
      return 'device.not-reached'
    case undefined:
      return 'device.refreshing'
  }
}
