import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { firstLoadOf } from '../support/first-load.ts'

const pages = ['sign-in.html', 'organisation.html', 'operator.html']

describe.each(pages)('%s as it is built', (page) => {
  const folder = inject('pageFolder')

  test('loads at most 120 KB of JavaScript, compressed', () => {
    const scripts = firstLoadOf(folder, page)
    const total = scripts.reduce((sum, { gzip }) => sum + gzip, 0)
    console.log(`${(total / 1000).toFixed(1).padStart(7)} KB  ${page}, of 120`)
    expect(scripts.length).toBeGreaterThan(1)
    expect(total).toBeLessThanOrEqual(120_000)
  })

  test('has nothing inline and nothing from elsewhere', () => {
    const html = readFileSync(join(folder, page), 'utf8')
    expect(html).not.toMatch(/<style|\sstyle=|<script(?![^>]*src=)|\son\w+=|https?:/)
  })

  test('is neither kept nor served by the service worker of the verifier, nor is what only it loads', () => {
    const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8')
    const ofVerifier = new Set(firstLoadOf(folder, 'index.html').map(({ name }) => name))
    const own = firstLoadOf(folder, page).filter(({ name }) => !ofVerifier.has(name))
    expect(own.length).toBeGreaterThan(0)
    expect([`/${page}`, ...own.map(({ name }) => name)].filter((name) => worker.includes(`"${name}"`))).toEqual([])
    expect([...ofVerifier].filter((name) => !worker.includes(`"${name}"`))).toEqual([])
  })
})
