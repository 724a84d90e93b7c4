/** Rounds of every contestant in turn, so that a busy moment of the machine hits them all; the best round counts. */
const rounds = 5

export interface Contestant {
  readonly name: string
  /** Calls in one round. */
  readonly calls: number
  readonly inFlight: number
  readonly run: (call: number) => unknown
}

/** Microseconds a call, by name. */
export async function measure(contestants: readonly Contestant[]): Promise<Map<string, number>> {
  const best = new Map<string, number>()
  for (const contestant of contestants) await roundOf({ ...contestant, calls: Math.ceil(contestant.calls / 2) })
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      const took = await roundOf(contestant)
      best.set(contestant.name, Math.min(took, best.get(contestant.name) ?? Infinity))
    }
  }
  return best
}

async function roundOf({ calls, inFlight, run }: Contestant): Promise<number> {
  const start = performance.now()
  let next = 0
  const worker = async () => {
    while (next < calls) await run(next++)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return ((performance.now() - start) * 1000) / calls
}

/** Prints a line for each contestant: rate, and its cost as a multiple of the baseline. */
export function report(
  title: string,
  measured: ReadonlyMap<string, number>,
  ratios: readonly (readonly [name: string, baseline: string, times: number, unit: string])[],
): void {
  const lines = [...measured].map(([name, microseconds]) => {
    const compared = ratios.filter(([contestant]) => contestant === name)
    const told = compared.map(
      ([, baseline, times, unit]) => `${(microseconds / (measured.get(baseline)! * times)).toFixed(2)} × ${unit}`,
    )
    return `  ${name.padEnd(44)} ${Math.round(1_000_000 / microseconds)
      .toLocaleString('en')
      .padStart(8)}/s   ${told.join(', ')}`
  })
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`)
}
