/** Set by vite.config.ts: where this build keeps the picture decoders of pdf.js. */
declare const PDF_FOLDER: string

/** Written into the service worker after each build: its files with the digests of their bytes, and where others are. */
declare const PAGE_FILES: {
  readonly version: string
  readonly files: readonly (readonly [path: string, integrity: string])[]
  readonly folders: readonly string[]
}
