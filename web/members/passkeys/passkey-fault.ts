import type { MemberMessageKey } from '#web/words/members-en.ts'

/** What a person does about a passkey that did not work; browsers say little, on purpose (WebAuthn Level 3, 14.5). */
export function passkeyFault(error: unknown): MemberMessageKey | undefined {
  if (!(error instanceof Error)) return undefined
  const cause = error.cause instanceof Error ? error.cause : error
  return Object.hasOwn(faults, cause.name) ? faults[cause.name] : undefined
}

const faults: Readonly<Record<string, MemberMessageKey>> = {
  AbortError: 'passkey.cancelled',
  ConstraintError: 'passkey.unsuitable',
  InvalidStateError: 'passkey.exists',
  NotAllowedError: 'passkey.cancelled',
  NotReadableError: 'passkey.unsuitable',
  NotSupportedError: 'passkey.unsuitable',
  SecurityError: 'passkey.address',
  UnknownError: 'passkey.unsuitable',
}
