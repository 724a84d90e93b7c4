import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser to launch; undefined where there is none, and then the test is to be skipped. */
    chromiumPath: string | undefined
  }
}

export default async function setup(project: TestProject) {
  const path = await findChromium()
  if (path === undefined) {
    const advice = 'name one: CHROME=/path/to/chromium npm test'
    if (process.env.CI === 'true') throw new Error(`no browser found; ${advice}`)
    console.warn(`\n!!! NO BROWSER FOUND: THE BROWSER TESTS ARE SKIPPED; ${advice}\n`)
  }
  project.provide('chromiumPath', path)
}

const modules = join(import.meta.dirname, '../../node_modules')
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROME
  if (named !== undefined && named !== '') return named
  const found = installed.find((path) => existsSync(path))
  return found === undefined && process.platform === 'linux' && process.arch === 'x64' ? unpackedChromium() : found
}

/**
 * Unpacks once per `npm ci`, aside and then renamed: runs side by side never meet half a browser.
 * The package adds the libraries that a bare Debian lacks only if it believes itself to be in a Lambda.
 */
async function unpackedChromium(): Promise<string> {
  const home = join(modules, '.cache/chromium')
  if (!existsSync(home)) {
    mkdirSync(dirname(home), { recursive: true })
    const aside = mkdtempSync(`${home}-`)
    await pretending({ TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }, async () => {
      const { default: packed } = await import('@sparticuz/chromium')
      await packed.executablePath()
    })
    const fonts = join(aside, 'fonts/fonts.conf')
    writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('/tmp/fonts', join(home, 'fonts')))
    await rename(aside, home).catch(() => rm(aside, { recursive: true }))
  }
  if (!existsSync('/etc/fonts/fonts.conf')) process.env.FONTCONFIG_PATH ??= join(home, 'fonts')
  process.env.LD_LIBRARY_PATH = [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return join(home, 'chromium')
}

/** The package reads and changes the environment; afterwards it is as it was. */
async function pretending(variables: NodeJS.ProcessEnv, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    await work()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
