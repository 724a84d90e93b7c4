import { onlineCredential, onlineQr, type Accepted } from './golden-case.ts'
import type { GoldenWorld } from './golden-world.ts'
import { goldenStatement } from './statements.ts'

/** Made after the others were published, which say nothing of profiles and stay as they are. */
export function profileCases({ issue, online }: GoldenWorld): Accepted[] {
  const statement = goldenStatement((draft) => void (draft.profiles = ['de-bafa-c1', 'eu-12g']))
  const profiles = [
    { id: 'de-bafa-c1', version: 1 },
    { id: 'eu-12g', version: 12 },
  ]
  const golden = issue({ statement, profiles })
  const claimed = issue({ statement })
  return [
    {
      name: 'credential-with-profiles',
      comment: 'The registry records the profiles that the statement satisfied, with their editions.',
      presented: { credential: golden.credential },
      evidence: online(golden),
      because: onlineCredential,
    },
    {
      name: 'qr-with-profiles',
      comment: 'A QR code says nothing of profiles, and is that of a credential which does.',
      presented: { qr: golden.qr },
      evidence: online(golden),
      because: onlineQr,
    },
    {
      name: 'credential-profiles-only-claimed',
      comment: 'The statement claims profiles, and the registry records none: a claim, and nothing more.',
      presented: { credential: claimed.credential },
      evidence: online(claimed),
      because: onlineCredential,
    },
  ]
}
