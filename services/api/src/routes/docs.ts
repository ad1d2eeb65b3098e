import { readFileSync } from 'node:fs'
import type { Api } from '../api-context.ts'

const FILES = [
  ['/docs', 'index.html', 'text/html; charset=utf-8'],
  ['/docs/docs.js', 'docs.js', 'text/javascript; charset=utf-8'],
  ['/docs/docs.css', 'docs.css', 'text/css; charset=utf-8'],
] as const

/** A reader of /openapi.json, in files of our own: no script may come from elsewhere. */
export function docsRoutes(api: Api): void {
  for (const [path, file, type] of FILES) {
    const text = readFileSync(new URL(`../docs/${file}`, import.meta.url))
    api.get(path, { schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).header('cache-control', 'no-cache').send(text),
    )
  }
}
