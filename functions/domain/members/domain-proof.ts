import { proofDocument, proofPath, proofRecord, proofRecordName } from '#schemas/domain-proof.ts'
import { fromUtf8, toUtf8 } from '../bytes.ts'

interface Claim {
  /** Origin of this registry. */
  readonly registry: string
  readonly organisation: string
  /** Thumbprints of all keys that the organisation has or had. */
  readonly keys: ReadonlySet<string>
}

/** Why a document does not prove that the domain is the organisation's: a sentence about the remedy. Undefined if it does. */
export function documentFault(text: string, { registry, organisation, keys }: Claim): string | undefined {
  const read = proofDocument.safeParse(parsed(text))
  if (!read.success)
    return `Publish exactly {"registry":"${registry}","organisation":"${organisation}","keys":[…]} at ${proofPath}, with the thumbprints of your keys.`
  if (read.data.registry !== registry) return `The document names another registry; write ${registry}.`
  if (read.data.organisation !== organisation) return `The document names another organisation; write ${organisation}.`
  const foreign = read.data.keys.find((kid) => !keys.has(kid))
  return foreign && `The document names a key that is not registered here for your organisation: ${foreign}.`
}

/** The same for TXT records. */
export function recordsFault(
  records: readonly string[],
  domain: string,
  { registry, organisation }: Claim,
): string | undefined {
  const wanted = proofRecord(registry, organisation)
  if (records.includes(wanted)) return undefined
  return `Publish a TXT record at ${proofRecordName(domain)} with exactly this text: ${wanted}`
}

/** A member that stands twice, however it is spelled, would be read in two ways: white space aside, one value has one text. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(fromUtf8(toUtf8(text)))
    return JSON.stringify(value) === text.replaceAll(/\s/g, '') ? value : undefined
  } catch {
    return undefined
  }
}
