import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, test } from 'vitest'
import { firstLoadOf } from '../support/first-load.ts'

/** Loaded only to read a picture, the camera or a PDF. */
const decoders = /^(decoder-worker|pdf-worker|read-pdf)-/

describe('the built page', () => {
  const folder = inject('pageFolder')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }))
  const scripts = files.filter(({ name }) => name.endsWith('.js'))

  test('has at most 150 KB of JavaScript besides the decoders, compressed', () => {
    const loaded = firstLoadOf(folder, 'index.html').map(({ name, gzip }) => ({ name: basename(name), gzip }))
    const later = scripts
      .filter(({ name }) => /^(decoder-worker|pdf-worker|read-pdf|read-file|service-worker)/.test(name))
      .map(({ name, bytes }) => ({ name, gzip: gzipSync(bytes, { level: 9 }).length }))
    const sizes = [...new Map([...loaded, ...later].map((each) => [each.name, each])).values()]
    for (const { name, gzip } of sizes)
      console.log(`${(gzip / 1000).toFixed(1).padStart(7)} KB  ${name}${decoders.test(name) ? '  (decoder)' : ''}`)
    const counted = sizes.filter(({ name }) => !decoders.test(name))
    const total = counted.reduce((sum, { gzip }) => sum + gzip, 0)
    console.log(`${(total / 1000).toFixed(1).padStart(7)} KB  in all besides the decoders, of 150`)
    expect(sizes.length - counted.length).toBe(3)
    expect(total).toBeLessThanOrEqual(150_000)
  })

  test('has nothing inline, nothing from elsewhere, and no words of invented languages', () => {
    const html = files.find(({ name }) => name === 'index.html')!.bytes.toString()
    expect(html).not.toMatch(/<style|\sstyle=|<script(?![^>]*src=)|\son\w+=|https?:/)
    const text = scripts.map(({ bytes }) => bytes.toString()).join('\n')
    expect(text).not.toContain('⟦')
  })

  test('lays out by logical properties only, so that it can be read from right to left', () => {
    const css = files
      .filter(({ name }) => name.endsWith('.css'))
      .map(({ bytes }) => bytes.toString())
      .join('\n')
    const physical =
      /(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|float|text-align)\s*:\s*(?!start|end|center)[^;}]*/g
    expect(css.replace(/env\([^)]*\)/g, '').match(physical) ?? []).toEqual([])
    expect(css).not.toContain('url(')
  })
})
