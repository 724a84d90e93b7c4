import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { precache, serviceWorkerFile } from './precache.config.ts'

const root = import.meta.dirname
const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/** The picture decoders that pdf.js fetches by name; the folder carries the version, since the files carry no digest. */
const pdfFolder = 'assets/pdf-6.5.438/'

function pdfPictureDecoders(): Plugin {
  return {
    name: 'pdf-picture-decoders',
    async generateBundle() {
      const { version } = JSON.parse(await readFile(join(pdfjs, 'package.json'), 'utf8')) as { version: string }
      if (!pdfFolder.includes(version)) this.error(`pdf.js is now ${version}: give its folder that name`)
      for (const name of ['openjpeg.wasm', 'jbig2.wasm']) {
        this.emitFile({ type: 'asset', fileName: pdfFolder + name, source: await readFile(join(pdfjs, 'wasm', name)) })
      }
    },
  }
}

export default defineConfig({
  root,
  base: '/',
  define: { PDF_FOLDER: JSON.stringify(`/${pdfFolder}`) },
  plugins: [pdfPictureDecoders(), precache()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: join(root, '../dist/web'),
    emptyOutDir: true,
    // The content security policy admits files of our own and nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The decoders of codes and PDF files are large and loaded only when they are needed.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        verifier: join(root, 'index.html'),
        'sign-in': join(root, 'sign-in.html'),
        organisation: join(root, 'organisation.html'),
        operator: join(root, 'operator.html'),
        'service-worker': join(root, 'service-worker/service-worker.ts'),
      },
      output: {
        // A service worker serves what lies beside and below it, under a name that never changes.
        entryFileNames: ({ name }) => (name === 'service-worker' ? serviceWorkerFile : 'assets/[name]-[hash].js'),
      },
    },
  },
})
