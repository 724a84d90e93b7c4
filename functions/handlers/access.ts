import { readEnvironment } from '#middleware/environment.ts'
import { httpHandler } from '#middleware/http-handler.ts'

const environment = readEnvironment('access')

/** Signs people and machines in: the only one that makes access tokens and sessions. */
export const handler = httpHandler('access', {}, { log: environment.LOG })
