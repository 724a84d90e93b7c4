import { describe, expect, it } from 'vitest'
import type { CursorSecret } from '#ports/cursor-secret.ts'

/** What `ports/cursor-secret.ts` promises; `open` gives two processes of one registry, `other` one of another. */
export function cursorSecretContract(
  open: () => Promise<readonly [CursorSecret, CursorSecret]>,
  other: () => Promise<CursorSecret>,
) {
  describe('the secret of cursors', () => {
    it('is one for all processes, also if they need it first at the same time', async () => {
      const [one, two] = await open()
      const [a, b] = await Promise.all([one.read(), two.read()])
      expect(a).toHaveLength(32)
      expect(b).toEqual(a)
      expect(await one.read()).toEqual(a)
    })

    it('is another one in another registry', async () => {
      const [one] = await open()
      expect(await (await other()).read()).not.toEqual(await one.read())
    })
  })
}
