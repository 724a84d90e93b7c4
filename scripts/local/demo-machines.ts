import { join } from 'node:path'
import type { Table } from '#adapters/dynamodb/table.ts'
import type { Organisation, OrganisationRole } from '#schemas/organisation.ts'
import { readDemoKeys, registerDemoOrganisations } from './demo-keys.ts'
import type { Signatory } from './sign-request.ts'

/** One organisation for each role but that of the importers, which the example statements name. */
const machines = {
  customs: { name: 'Customs of the Demo', country: 'VN' },
  carrier: { name: 'Carrier of the Demo', country: 'SG' },
  bank: { name: 'Bank of the Demo', country: 'CH' },
  authority: { name: 'Licensing Authority of the Demo', country: 'DE' },
  operator: { name: 'Operator of the Demo', country: 'DE' },
} as const satisfies Partial<Record<OrganisationRole, { name: string; country: string }>>

type DemoRole = keyof typeof machines
export const demoRoles = Object.keys(machines) as DemoRole[]

const idOf = (role: DemoRole) => `demo-${role}`
const keyFileIn = (folder: string) => join(folder, 'machines.json')

/** Registers a machine for each role, with a key of its own that is made once and kept. Safe to repeat. */
export async function registerDemoMachines(table: Table, folder: string, now: number): Promise<readonly string[]> {
  const newcomers = demoRoles.map((role): Organisation => ({
    id: idOf(role),
    ...machines[role],
    roles: [role],
    state: 'active',
    identity: [],
    version: 1,
  }))
  await registerDemoOrganisations(table, newcomers, keyFileIn(folder), now)
  return demoRoles
}

/** The machine of a role. Throws Error if there is none yet. */
export function demoMachine(folder: string, role: string): Signatory {
  const organisation = `demo-${role}`
  const key = readDemoKeys(keyFileIn(folder))[organisation]
  if (key === undefined) throw new Error(`there is no demo ${role} here; run "npm start" first`)
  return { organisation, key }
}
