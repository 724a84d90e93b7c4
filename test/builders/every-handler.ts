import { handlerNames, type HandlerName } from '#schemas/operations/operation.ts'
import type { HttpHandler } from '#middleware/http-handler.ts'

/** One function in the place of all. */
export function everyHandler(handler: HttpHandler): Record<HandlerName, HttpHandler> {
  return Object.fromEntries(handlerNames.map((name) => [name, handler])) as Record<HandlerName, HttpHandler>
}
