import { toBase64 } from './base64.ts'
import { LogFailure } from './log-failure.ts'
import { noQuorum, type LogPolicy, type Quorum, type Witness } from './log-policy.ts'
import { parseVerifierKey, signatureTypes, type VerifierKey } from './verifier-key.ts'

const longestPolicy = 200_000
const mostLines = 1_000

interface Draft {
  readonly logs: VerifierKey[]
  readonly logKeys: Set<string>
  readonly witnesses: Witness[]
  readonly witnessKeys: Set<string>
  readonly quorums: Quorum[]
  /** Witnesses and groups share their names. */
  readonly named: Map<string, Quorum>
  readonly members: Set<string>
}

/**
 * Reads a policy file (C2SP tlog-policy); addresses in it are passed over. Whatever is unclear is refused: a name before
 * it is explained, one that counts twice, a key twice, no quorum or two. Throws LogFailure `policy-malformed`, or what
 * `parseVerifierKey` throws.
 */
export async function parsePolicy(text: string): Promise<LogPolicy> {
  // oxlint-disable-next-line no-control-regex -- those are what is looked for.
  if (text.length > longestPolicy || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw malformed('characters')
  const lines = text.split('\n')
  if (lines.length > mostLines) throw malformed('length')
  const draft = emptyDraft()
  for (const line of lines)
    await readLine(
      line.split(/[ \t]+/).filter((word) => word !== ''),
      draft,
    )
  const [quorum, ...more] = draft.quorums
  if (quorum === undefined || more.length > 0) throw malformed('a policy has one quorum')
  return { logs: draft.logs, witnesses: draft.witnesses, quorum }
}

function emptyDraft(): Draft {
  const lists = { logs: [], witnesses: [], quorums: [] }
  return { ...lists, logKeys: new Set(), witnessKeys: new Set(), named: new Map(), members: new Set() }
}

async function readLine([kind, ...words]: string[], draft: Draft): Promise<void> {
  if (kind === undefined || kind.startsWith('#')) return
  if (kind === 'log') return readLog(words, draft)
  if (kind === 'witness') return readWitness(words, draft)
  if (kind === 'group') return readGroup(words, draft)
  if (kind === 'quorum' && words.length === 1)
    draft.quorums.push(words[0] === 'none' ? noQuorum : known(words[0]!, draft))
  else throw malformed('a line is none of log, witness, group and quorum')
}

async function readLog([key, , ...more]: string[], { logs, logKeys }: Draft): Promise<void> {
  if (key === undefined || more.length > 0) throw malformed('a log is a key and perhaps an address')
  logs.push(once(await parseVerifierKey(key), logKeys))
}

async function readWitness([name, key, , ...more]: string[], { witnesses, witnessKeys, named }: Draft): Promise<void> {
  if (name === undefined || key === undefined || more.length > 0)
    throw malformed('a witness is a name, a key and perhaps an address')
  const read = once(await parseVerifierKey(key), witnessKeys)
  if (read.type === signatureTypes.ed25519) throw malformed('the key of a witness says when it signed: type 4 or 6')
  explain(name, { witness: name }, named)
  witnesses.push({ name, key: read })
}

function readGroup([name, many, ...names]: string[], draft: Draft): void {
  if (name === undefined || many === undefined || names.length === 0) throw malformed('a group has a member')
  const atLeast = many === 'any' ? 1 : many === 'all' ? names.length : /^[1-9][0-9]{0,3}$/.test(many) ? Number(many) : 0
  if (atLeast === 0 || atLeast > names.length) throw malformed('a group asks for some of its members, any or all')
  const of = names.map((member) => {
    if (draft.members.has(member)) throw malformed('a name counts in one group only')
    draft.members.add(member)
    return known(member, draft)
  })
  explain(name, { atLeast, of }, draft.named)
}

function known(name: string, { named }: Draft): Quorum {
  const quorum = named.get(name)
  if (quorum === undefined) throw malformed('a name stands before it is explained')
  return quorum
}

function explain(name: string, quorum: Quorum, named: Map<string, Quorum>): void {
  if (name === 'none' || named.has(name)) throw malformed('a name stands for two things')
  named.set(name, quorum)
}

/** The same key under two names would count twice. */
function once(key: VerifierKey, known: Set<string>): VerifierKey {
  const bytes = toBase64(key.publicKey)
  if (known.has(bytes)) throw malformed('a key stands in two lines')
  known.add(bytes)
  return key
}

function malformed(what: string): LogFailure {
  return new LogFailure('policy-malformed', `This is not the policy of a log: ${what}.`)
}
