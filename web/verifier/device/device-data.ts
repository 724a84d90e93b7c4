import { useEffect, useState } from 'preact/hooks'
import { registryClient } from '#client/registry-client.ts'
import { nothingHeld, type HeldData } from './held-data.ts'
import { readHeld } from './keep-data.ts'
import { synchronise, type Synchronised } from './synchronise.ts'
import { secondsNow } from '#web/page/seconds-now.ts'

/** What the page knows of its connection and of the data that it holds. */
export interface DeviceState {
  readonly held: HeldData
  /** Whether the registry answered last time; undefined before the first answer. */
  readonly connected: boolean | undefined
  readonly busy: boolean
  readonly last: Synchronised | undefined
}

/** The registry that serves this page. Short of patience: where a network only seems to be there, what is held must do. */
export const registry = registryClient({ origin: location.origin, timeout: 5_000, answerLimit: 1_000_000 })

const everyMilliseconds = 300_000

let state: DeviceState = { held: nothingHeld, connected: undefined, busy: false, last: undefined }
const listeners = new Set<(state: DeviceState) => void>()

function tell(change: Partial<DeviceState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener(state)
}

/** Said by whoever asked the registry something. */
export function tellConnected(connected: boolean): void {
  if (state.connected !== connected) tell({ connected })
}

let running: Promise<void> | undefined

/** Fetches everything anew; calls while one is under way share it. */
export function refreshDevice(): Promise<void> {
  running ??= refresh().finally(() => {
    running = undefined
  })
  return running
}

async function refresh(): Promise<void> {
  tell({ busy: true, held: await readHeld() })
  const last = navigator.onLine ? await synchronise(registry, secondsNow) : 'not-reached'
  tell({ busy: false, last, connected: last !== 'not-reached', held: await readHeld() })
}

/** Keeps the data fresh: at once, every five minutes while somebody looks, and as soon as a connection is back. */
export function keepFresh(): () => void {
  const refreshNow = () => void refreshDevice()
  const refreshIfSeen = () => document.visibilityState === 'visible' && refreshNow()
  const lost = () => tell({ connected: false })
  refreshNow()
  const timer = setInterval(refreshIfSeen, everyMilliseconds)
  addEventListener('online', refreshNow)
  addEventListener('offline', lost)
  document.addEventListener('visibilitychange', refreshIfOld)
  return () => {
    clearInterval(timer)
    removeEventListener('online', refreshNow)
    removeEventListener('offline', lost)
    document.removeEventListener('visibilitychange', refreshIfOld)
  }
}

/** A phone taken out of the pocket: the timer slept. */
function refreshIfOld(): void {
  const age = secondsNow() - (state.held.completeAt ?? 0)
  if (document.visibilityState === 'visible' && age * 1000 >= everyMilliseconds) void refreshDevice()
}

/** The state of this device, as it changes. */
export function useDevice(): DeviceState {
  const [now, setNow] = useState(state)
  useEffect(() => {
    listeners.add(setNow)
    setNow(state)
    return () => void listeners.delete(setNow)
  }, [])
  return now
}
