import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'

const environment = readEnvironment('members')

/** Organisations, people, keys and what members may read. Signs nothing. */
export const handler = httpHandler('members', {}, { log: environment.LOG })
