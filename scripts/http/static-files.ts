import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { cacheHashed, cacheOther, hashedFolder, pageHeaders } from '#schemas/page-headers.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const compressible = new Set(['.css', '.html', '.js', '.json', '.map', '.mjs', '.svg', '.txt', '.wasm', '.webmanifest'])

/**
 * The file of a folder that a URL path (as sent) means, or undefined. Nothing outside the folder is ever found, whatever
 * dots, encoded separators or symbolic links say.
 */
export function findFile(folder: string, path: string): string | undefined {
  const name = decodeOrUndefined(path.endsWith('/') ? `${path}index.html` : path)
  if (name === undefined || /[\0\\]|\/\/|(^|\/)\.\.?(\/|$)/.test(name)) return undefined
  const file = join(folder, name)
  if (!existsSync(file) || !statSync(file).isFile()) return undefined
  return realpathSync(file).startsWith(realpathSync(folder) + sep) ? file : undefined
}

/** Sends a file with the headers that CloudFront sends for it. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, folder: string, file: string) {
  const { size, mtimeMs } = statSync(file)
  const extension = extname(file)
  const tag = `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
  const encoding = compressible.has(extension)
    ? preferredEncoding(request.headers['accept-encoding']?.toString())
    : undefined
  const headers = {
    ...pageHeaders,
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': file.startsWith(join(folder, hashedFolder)) ? cacheHashed : cacheOther,
    etag: tag,
    ...(compressible.has(extension) && { vary: 'accept-encoding' }),
    ...(encoding === undefined ? { 'content-length': size } : { 'content-encoding': encoding }),
  }
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304, { ...pageHeaders, etag: tag }).end()
  response.writeHead(200, headers)
  if (request.method === 'HEAD') return void response.end()
  const compressor = encoding === 'br' ? [brotli()] : encoding === 'gzip' ? [createGzip()] : []
  await pipeline([createReadStream(file), ...compressor, response])
}

/** Of middle quality: the files are compressed anew for every request. */
const brotli = () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })

function preferredEncoding(accepted = ''): 'br' | 'gzip' | undefined {
  const offers = accepted.split(',').filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
  const names = offers.map((offer) => offer.split(';')[0]!.trim())
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : undefined
}

function decodeOrUndefined(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
