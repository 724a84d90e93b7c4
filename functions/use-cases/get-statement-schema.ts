import type { Output } from '#schemas/operations.ts'

/** Serves the committed JSON Schema of the statement: `scripts/generate-json-schema.ts` writes it from `schemas/statement`. */
export function getStatementSchema({ schema }: { readonly schema: Output<'get-statement-schema'> }) {
  return async (): Promise<Output<'get-statement-schema'>> => schema
}
