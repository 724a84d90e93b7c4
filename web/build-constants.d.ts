/** Set by vite.config.ts: where this build keeps the picture decoders of pdf.js. */
declare const PDF_FOLDER: string
