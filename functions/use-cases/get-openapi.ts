import type { Output } from '#schemas/operations.ts'

/** Serves the committed OpenAPI document: `scripts/generate-openapi.ts` writes it from the operations table. */
export function getOpenapi({ document }: { readonly document: Output<'get-openapi'> }) {
  return async (): Promise<Output<'get-openapi'>> => document
}
