import { logFilesContract } from '#test/contracts/log-files.ts'
import { logOutboxContract } from '#test/contracts/log-outbox.ts'
import { logStoreContract } from '#test/contracts/log-store.ts'
import { aMemoryLog } from './a-memory-log.ts'

// The faults of the sequencer are tried on stores in memory: those keep the same contracts as the real ones.
logStoreContract(async () => aMemoryLog().store)
logFilesContract(async () => aMemoryLog().files)
logOutboxContract(async () => {
  const { outbox, waiting } = aMemoryLog()
  return { outbox, put: async (leaf) => void waiting.push(leaf) }
})
