import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Session, Sessions } from '#ports/sessions.ts'
import { aMoment } from '#test/builders/a-world.ts'

const aSession = (): Session => ({
  digest: randomBytes(32).toString('base64url'),
  organisation: 'mekong-precision',
  person: randomBytes(16).toString('base64url'),
  passkey: randomBytes(32).toString('base64url'),
  startedAt: aMoment,
  seenAt: aMoment,
  expiresAt: aMoment + 43_200,
})

/** What `ports/sessions.ts` promises. */
export function sessionsContract(open: () => Promise<Sessions>) {
  describe('sessions', () => {
    it('are found by their digest, and by nothing else', async () => {
      const sessions = await open()
      const [mine, other] = [aSession(), aSession()]
      await sessions.start(mine)
      await sessions.start(other)
      expect([await sessions.find(mine.digest), await sessions.find(other.digest)]).toEqual([mine, other])
      for (const name of ['', '#', 'SESSION', mine.person, mine.digest.slice(1), `${mine.digest}#`, '__proto__'])
        expect(await sessions.find(name)).toBeUndefined()
    })

    it('remember when they were last seen, and nothing else changes', async () => {
      const sessions = await open()
      const session = aSession()
      await sessions.start(session)
      await sessions.touch(session, aMoment + 300)
      expect(await sessions.find(session.digest)).toEqual({ ...session, seenAt: aMoment + 300 })
    })

    it('that were ended stay so: neither ending them again nor a late sighting brings them back', async () => {
      const sessions = await open()
      const session = aSession()
      await sessions.start(session)
      await Promise.all([sessions.end(session.digest), sessions.end(session.digest)])
      await sessions.touch(session, aMoment + 1)
      expect(await sessions.find(session.digest)).toBeUndefined()
    })
  })
}
