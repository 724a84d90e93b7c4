import type { Duty } from '#schemas/person.ts'
import { RegistryError } from '../errors.ts'
import type { ActSigner } from './find-signer.ts'

const deeds = {
  signatory: 'sign statements for your organisation and change their status',
  administrator: 'look after your organisation, its people and its keys',
} as const satisfies Record<Duty, string>

/** Throws RegistryError `not-allowed` for a person without the duty; an organisation's key has both. */
export function requireDuty(signer: ActSigner, duty: Duty): void {
  if (signer.kind === 'key' || signer.person.duties.includes(duty)) return
  throw new RegistryError(
    'not-allowed',
    `Your organisation has not entitled you to ${deeds[duty]}. Ask an administrator of your organisation for the duty "${duty}".`,
  )
}
