import { sha256Base64url, toUtf8 } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'

/** The log leaf of an edition of a status list, which is public: two editions of one number, shown to two people, would be two leaves. */
export async function statusListLeaf(edition: { list: number; seq: number; token: string }): Promise<string> {
  const { list, seq, token } = edition
  return canonicalJson({
    event: 'status-list-published',
    list,
    seq,
    token: await sha256Base64url(toUtf8(token)),
    version: 1,
  })
}
