import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import type { Api } from './api-context.ts'

/** The built page: files under hashed names never change, the rest is asked for again. */
export async function serveWebPage(api: Api, webRoot: string): Promise<void> {
  if (!existsSync(webRoot)) return
  await api.register(fastifyStatic, {
    root: webRoot,
    index: 'index.html',
    // What the build notes for itself is nobody else's; it is answered as if it were not there.
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders(response, path) {
      const hashed = path.startsWith(join(webRoot, 'assets'))
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** The app finds out by itself which of its pages is meant. Undefined: it is not built. */
export const sendIndex = (webRoot: string) => (reply: FastifyReply) =>
  existsSync(join(webRoot, 'index.html')) ? reply.sendFile('index.html', webRoot) : undefined
