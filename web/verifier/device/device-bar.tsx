import type { MessageKey } from '#web/words/en.ts'
import { useWords } from '#web/words/words.tsx'
import { Icon } from '../icons.tsx'
import { useNow } from '#web/page/seconds-now.ts'
import type { DeviceState } from './device-data.ts'
import { freshnessOf, type Freshness } from './freshness.ts'

const warnings: Readonly<Partial<Record<Freshness['state'], MessageKey>>> = {
  old: 'device.old',
  expired: 'device.expired',
  'clock-behind': 'device.clock',
}

/** Whether there is a connection, and how old is what would be used without one. */
export function DeviceBar({ device: { held, connected } }: { device: DeviceState }) {
  const words = useWords()
  const now = useNow()
  const { keysAsOf, listsAsOf, state } = freshnessOf(held, now)
  const warning = warnings[state]
  const connection = connected === undefined ? 'device.connecting' : connected ? 'device.online' : 'device.offline'
  return (
    <div class={`device-bar${warning === undefined ? '' : ' device-warning'}`}>
      {warning === undefined ? <ConnectionIcon connected={connected === true} /> : <Icon shape="undetermined" />}
      <div>
        {/* Ages are outside: a reader of the screen is told what changes, not that time goes by. */}
        <p role="status">
          <strong>{words.say(connection)}</strong>
          {warning !== undefined && <> {words.say(warning)}</>}
        </p>
        {state !== 'clock-behind' && (
          <p>
            {keysAsOf === undefined
              ? // Not before it is known whether anything can be had.
                connected !== undefined && words.say('device.none')
              : words.say('device.keys', { age: words.age(now - keysAsOf) })}{' '}
            {listsAsOf !== undefined && words.say('device.lists', { age: words.age(now - listsAsOf) })}
            {keysAsOf !== undefined && listsAsOf === undefined && words.say('device.lists.none')}
          </p>
        )}
      </div>
    </div>
  )
}

function ConnectionIcon({ connected }: { connected: boolean }) {
  return (
    <svg class="connection-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M4 20v-4M10 20v-8M16 20V8M22 20V4" />
      {!connected && <path class="connection-none" d="M3 3l18 18" />}
    </svg>
  )
}
