import { equalBytes, fromBase64url, sha256Base64url, toBase64url, toUtf8 } from '#domain/bytes.ts'
import { parseCheckpoint, printCheckpoint } from '#domain/log/checkpoint.ts'
import { growTree, type LogFile, type TreeHead } from '#domain/log/grow-tree.ts'
import { policyOfLog } from '#domain/log/log-policy.ts'
import { emptyRoot, type Hashing } from '#domain/log/merkle-hash.ts'
import { parseNote } from '#domain/log/note.ts'
import { signNote } from '#domain/log/sign-note.ts'
import { decodeStage, encodeStage, entriesOf, type Stage } from '#domain/log/stage.ts'
import { filledTiles } from '#domain/log/tile-path.ts'
import { verifyCheckpoint } from '#domain/log/verify-checkpoint.ts'
import type { Clock } from '#ports/clock.ts'
import type { LogFiles } from '#ports/log-files.ts'
import type { LogOutbox } from '#ports/log-outbox.ts'
import type { LogSigners } from '#ports/log-signers.ts'
import type { LogHead, LogStore, StageName } from '#ports/log-store.ts'
import type { OutboxLeaf } from '#ports/outbox-leaf.ts'

export interface SequenceLogNeeds {
  readonly store: LogStore
  readonly files: LogFiles
  readonly outbox: LogOutbox
  readonly signers: LogSigners
  readonly clock: Pick<Clock, 'now'>
  readonly hashing: Hashing
}

interface GrownTree {
  readonly from: TreeHead
  readonly to: TreeHead
  readonly files: readonly LogFile[]
}

/** Leaves of one step of the log: a tile. */
const largestBatch = 256
/** Steps of one run, so that a full outbox does not keep it for ever. */
const mostBatches = 16
/** Leaves are commitments of a fifth of this. A bundle of 256 has to fit in an item of the table. */
const longestLeaf = 1_024
/** Bytes of the leaves of one step, for the same reason: what is staged is one item too. */
const mostBytes = 100_000

const unreconciled = 'a checkpoint was published that the head does not follow; the log must be reconciled'

/**
 * Gives the leaves that wait their places in the log. May die at any point, and run twice at once.
 *
 * 1. Read the head. What was decided and not finished is finished first, from what was staged.
 * 2. Take leaves that have no place yet. Only then: whoever moved the head meanwhile makes step 4 fail.
 * 3. Stage them, read back what was staged, and hash that.
 * 4. Move the head, if it is still the one that was read. The order of the leaves is decided by this and nothing else.
 * 5. Publish tiles and bundles; only then sign, and write down the signed checkpoint; publish it; settle the leaves.
 * 6. Tidy up: what was staged, and partial tiles that are full by now.
 */
export function sequenceLog(needs: SequenceLogNeeds) {
  return async (): Promise<{ added: number; refused: number; size: number }> => {
    let head = await finish(needs, await needs.store.head())
    const counts = { added: 0, refused: 0 }
    for (let batch = 0; batch < mostBatches; batch++) {
      const { leaves, refused, more } = await takeLeaves(needs)
      counts.refused = Math.max(counts.refused, refused)
      if (leaves.length > 0) {
        const decided = await decide(needs, head, leaves)
        if (decided === undefined) break
        head = await finish(needs, decided.head, decided.grown)
        counts.added += leaves.length
      }
      if (!more) break
    }
    return { ...counts, size: head?.size ?? 0 }
  }
}

/**
 * Takes the head from step to step until it is published; whoever else does the same does no harm. `grown` is what the
 * head was decided by, if it was just now; after a crash it is had again from what was staged.
 */
async function finish(
  needs: SequenceLogNeeds,
  decided: LogHead | undefined,
  grown?: GrownTree,
): Promise<LogHead | undefined> {
  let head = decided
  while (head !== undefined && head.step !== 'published') {
    const known = head === decided ? grown : undefined
    const after: LogHead | undefined =
      head.step === 'staged' ? await sign(needs, head, known) : await publish(needs, head)
    const moved = after !== undefined && (await needs.store.replaceHead(head, after))
    if (moved && head.step === 'signed') await tidy(needs, head.stage.size, head.size)
    head = moved ? after : await needs.store.head()
  }
  return head
}

/** What nobody needs once the tree is published. A crash before this leaves some of it lying there, which harms nobody. */
async function tidy({ store, files }: SequenceLogNeeds, before: number, size: number): Promise<void> {
  await store.unstage(size)
  await Promise.all(filledTiles(before, size).map((path) => files.prune(path)))
}

/** A leaf that was delivered twice has its place already, or stands twice in this batch. */
async function takeLeaves({ outbox }: SequenceLogNeeds) {
  const waiting = await outbox.waiting(largestBatch)
  const places = await outbox.places(waiting.map(({ id }) => id))
  const again = waiting.filter(({ id }) => places.has(id))
  await outbox.settle(again.map((leaf) => ({ leaf, index: places.get(leaf.id)! })))
  const fresh = new Map(waiting.filter(({ id }) => !places.has(id)).map((leaf) => [leaf.id, leaf]))
  const leaves = [...fresh.values()].filter(({ bytes }) => toUtf8(bytes).length <= longestLeaf)
  const batch = leaves.slice(0, countWithin(leaves, mostBytes))
  const refused = fresh.size - leaves.length
  const left = waiting.length - again.length - batch.length - refused
  return { leaves: batch, refused, more: left > 0 || waiting.length === largestBatch }
}

function countWithin(leaves: readonly OutboxLeaf[], most: number): number {
  let total = 0
  const over = leaves.findIndex(({ bytes }) => (total += toUtf8(bytes).length) > most)
  return over < 0 ? leaves.length : over
}

/** The head with these leaves behind it, or undefined if another sequencer was first. */
async function decide(
  needs: SequenceLogNeeds,
  before: LogHead | undefined,
  leaves: readonly OutboxLeaf[],
): Promise<{ head: LogHead; grown: GrownTree } | undefined> {
  const from = await treeOf(before, needs)
  if (!(await follows(needs, [from]))) return lost(needs, before, unreconciled)
  const bytes = encodeStage({ from, leaves })
  const digest = await sha256Base64url(bytes)
  const name: StageName = { size: before?.size ?? 0, digest }
  await needs.store.stage(name, bytes)
  const grown = await rehash(needs, name)
  if (grown === undefined) return undefined
  const { size, root } = grown.to
  const head: LogHead = { step: 'staged', size, root: toBase64url(root), stage: name }
  return (await needs.store.replaceHead(before, head)) ? { head, grown } : undefined
}

/**
 * Publishes what the tree consists of, and signs it: exactly the tree that the head says, or nothing. Undefined if
 * somebody else went on from here meanwhile.
 */
async function sign(
  needs: SequenceLogNeeds,
  head: LogHead & { step: 'staged' },
  known: GrownTree | undefined,
): Promise<LogHead | undefined> {
  const grown = known ?? (await rehash(needs, head.stage))
  if (grown === undefined) return lost(needs, head, 'what was staged is gone')
  const tree = await treeOf(head, needs)
  if (grown.to.size !== tree.size || !equalBytes(grown.to.root, tree.root))
    throw new Error('what was staged is not what was decided')
  if (!(await follows(needs, [grown.from, tree]))) return lost(needs, head, unreconciled)
  await Promise.all(grown.files.map((file) => needs.files.publish(file)))

  const { origin } = needs.signers
  const signers = await needs.signers.current()
  const checkpoint = await signNote(printCheckpoint({ origin, ...tree, extensions: [] }), signers, needs.clock.now())
  const judged = await verifyCheckpoint(checkpoint, policyOfLog(...signers.map(({ key }) => key)))
  if (judged.outcome !== 'valid') throw new Error('the checkpoint as signed cannot be verified')
  return { ...head, step: 'signed', checkpoint }
}

/**
 * Whether the newest checkpoint is of one of these trees. A head that was put back to an earlier time would fork the log,
 * and the files are what still knows how far it was.
 */
async function follows({ files }: SequenceLogNeeds, trees: readonly TreeHead[]): Promise<boolean> {
  const note = await files.checkpoint()
  if (note === undefined) return true
  const { size, root } = parseCheckpoint(parseNote(note).text)
  return trees.some((tree) => tree.size === size && equalBytes(tree.root, root))
}

/** Nothing is wrong if the head has moved: then somebody else finished what was read here, and tidied up. */
async function lost({ store }: SequenceLogNeeds, head: LogHead | undefined, defect: string): Promise<undefined> {
  const now = await store.head()
  if (now?.size === head?.size && now?.root === head?.root && now?.step === head?.step) throw new Error(defect)
}

async function publish(needs: SequenceLogNeeds, head: LogHead & { step: 'signed' }): Promise<LogHead | undefined> {
  const { step: _step, stage: name, ...published } = head
  const stage = await readStage(needs, name)
  if (stage === undefined) return lost(needs, head, 'what was staged is gone')
  const { from, leaves } = stage
  await needs.files.publishCheckpoint(head.size, head.checkpoint)
  await needs.outbox.settle(leaves.map((leaf, at) => ({ leaf, index: from.size + at })))
  return { ...published, step: 'published' }
}

async function readStage({ store }: SequenceLogNeeds, name: StageName): Promise<Stage | undefined> {
  const bytes = await store.staged(name)
  if (bytes === undefined) return undefined
  if ((await sha256Base64url(bytes)) !== name.digest) throw new Error('what was staged is another by now')
  return decodeStage(bytes)
}

/** The tree with what was staged appended to it, from what the store really holds. */
async function rehash(needs: SequenceLogNeeds, name: StageName): Promise<GrownTree | undefined> {
  const { files, hashing } = needs
  const stage = await readStage(needs, name)
  if (stage === undefined) return undefined
  const grown = await growTree(stage.from, entriesOf(stage), (path) => files.read(path), hashing)
  return { from: stage.from, to: grown.head, files: grown.files }
}

async function treeOf(head: LogHead | undefined, { hashing }: SequenceLogNeeds): Promise<TreeHead> {
  if (head === undefined) return { size: 0, root: await emptyRoot(hashing) }
  return { size: head.size, root: fromBase64url(head.root)! }
}
