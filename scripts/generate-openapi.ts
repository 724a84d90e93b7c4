import { readFileSync, writeFileSync } from 'node:fs'
import { openapiDocument } from './openapi/document.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** The committed document, byte for byte. */
export const openapiText = () => `${JSON.stringify(openapiDocument(version), null, 2)}\n`

export function generateOpenapi(): void {
  writeFileSync(new URL('../docs/openapi.json', import.meta.url), openapiText())
}

if (import.meta.main) generateOpenapi()
