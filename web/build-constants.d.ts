/** Set by vite.config.ts: where this build keeps the picture decoders of pdf.js. */
declare const PDF_FOLDER: string

/** Written into the service worker after each build: its files with the digests of their bytes, and those that are kept once used. */
declare const PAGE_FILES: {
  readonly version: string
  readonly files: readonly (readonly [path: string, integrity: string])[]
  readonly onceUsed: readonly string[]
}
