/** A generator of the same numbers for the same seed (mulberry32). */
export function dice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    /** Whole number below `end`. */
    below: (end: number) => Math.floor(next() * end),
    chance: (share: number) => next() < share,
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!,
  }
}
export type Dice = ReturnType<typeof dice>

/**
 * Lets exactly one of several clients move at a time, and the dice say which: so a seed is one interleaving, for ever.
 * A client runs until it waits at `turn`; what it awaits in between is its own and takes no time.
 */
export class Scheduler {
  private readonly waiting: { client: number; go: () => void }[] = []
  private readonly alive = new Set<number>()
  private stirred: () => void = () => undefined
  private readonly random: Dice

  constructor(random: Dice) {
    this.random = random
  }

  turn(client: number): Promise<void> {
    return new Promise((go) => {
      this.waiting.push({ client, go })
      this.stirred()
    })
  }

  /** What a client still waits for does not come any more: its machine is gone, or it has its answer. */
  forget(client: number): void {
    for (let at = this.waiting.length - 1; at >= 0; at--)
      if (this.waiting[at]!.client === client) this.waiting.splice(at, 1)
  }

  /** Runs all clients to their ends. */
  async run(clients: readonly (() => Promise<void>)[]): Promise<void> {
    const ends = clients.map(async (live, client) => {
      this.alive.add(client)
      await live()
      this.alive.delete(client)
      this.stirred()
    })
    while (await this.allWait()) {
      const [{ go, client }] = this.waiting.splice(this.random.below(this.waiting.length), 1) as [
        (typeof this.waiting)[0],
      ]
      const waitsElsewhere = this.waiting.some((each) => each.client === client)
      const stirs = new Promise<void>((resolve) => (this.stirred = resolve))
      go()
      // One of several requests at once: what follows it needs no time of the machine's own, only the next ticks.
      await (waitsElsewhere ? new Promise((resolve) => setImmediate(resolve)) : stirs)
    }
    await Promise.all(ends)
  }

  /** Whether anybody is left; waits until each of them waits at a turn. */
  private async allWait(): Promise<boolean> {
    while ([...this.alive].some((client) => !this.waiting.some((each) => each.client === client)))
      await new Promise<void>((resolve) => (this.stirred = resolve))
    return this.alive.size > 0
  }
}
