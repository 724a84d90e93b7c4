import { describe, expect, it } from 'vitest'
import { verifyConsistency, verifyInclusion } from '#domain/log/verify-proof.ts'
import consistency from './public/rfc6962-merkle/consistency.json' with { type: 'json' }
import inclusion from './public/rfc6962-merkle/inclusion.json' with { type: 'json' }

interface Inclusion {
  leafIdx: number
  treeSize: number
  root: string
  leafHash: string
  proof: string[] | null
  wantErr: boolean
}

interface Consistency {
  size1: number
  size2: number
  root1: string
  root2: string
  proof: string[] | null
  wantErr: boolean
}

const bytes = (base64: string | null) => Uint8Array.from(Buffer.from(base64 ?? '', 'base64'))
const inclusions = Object.entries(inclusion as Record<string, Inclusion>)
const consistencies = Object.entries(consistency as Record<string, Consistency>)

describe('RFC 6962 proofs of transparency-dev', () => {
  it('come in 98 and 98', () => {
    expect([inclusions.length, consistencies.length]).toEqual([98, 98])
  })

  it.each(inclusions)('inclusion %s', async (_, { leafIdx, treeSize, root, leafHash, proof, wantErr }) => {
    const claim = { index: leafIdx, size: treeSize, leafHash: bytes(leafHash), root: bytes(root) }
    expect(await verifyInclusion({ ...claim, proof: (proof ?? []).map(bytes) })).toBe(!wantErr)
  })

  it.each(consistencies)('consistency %s', async (_, { size1, size2, root1, root2, proof, wantErr }) => {
    const before = { size: size1, root: bytes(root1) }
    const after = { size: size2, root: bytes(root2) }
    expect(await verifyConsistency({ before, after, proof: (proof ?? []).map(bytes) })).toBe(!wantErr)
  })
})
