import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleStatements } from '#examples/statements.ts'
import { demoSignatory, registerDemoImporters } from '#scripts/local/demo-importers.ts'
import { aTable } from '#test/builders/a-table.ts'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-importers-'))
  await registerDemoImporters(await aTable(), folder, 1_795_000_000)
})
afterAll(() => rmSync(folder, { recursive: true }))

it('signs a statement as the demo importer that is its end user', () => {
  const { organisation } = demoSignatory(folder, exampleStatements['valves-for-brazil']('2026-11-22'))
  expect(organisation).toBe('petroquimica-vale-do-cubatao-s-a')
})

it.each([
  [undefined],
  [7],
  [{ parties: 7 }],
  [{ parties: [null] }],
  [{ parties: [{ roles: ['END_USER'], legalName: ['not', 'a', 'name'] }] }],
  [{ parties: [{ roles: ['END_USER'] }] }],
])('signs %j too, as any of them: the registry is to find the errors', (statement) => {
  expect(demoSignatory(folder, statement).organisation).toMatch(/^[a-z0-9-]+$/)
})
