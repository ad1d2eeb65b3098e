import { DomainError } from '@pm-bot/domain'
import type { FastifyRequest } from 'fastify'
import type { Api } from './api-context.ts'

/** Deep enough for any spec; what recurses over a body later must not run out of stack. */
const MOST_LEVELS = 32

/** The only kind of body there is: JSON in UTF-8, without prototype keys, of bounded depth. */
export function parseJsonBodies(api: Api): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  const utf8 = new TextDecoder('utf-8', { fatal: true })

  api.removeAllContentTypeParsers()
  api.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done) => {
      // Some clients name a type even where they send nothing.
      if (bytes.length === 0 && request.method === 'DELETE') return done(null, undefined)
      let text: string
      try {
        text = utf8.decode(bytes)
      } catch {
        return done(new DomainError('bad_request', 'the body is not UTF-8'), undefined)
      }
      parse(request, text, (error, body) => {
        if (error) done(new DomainError('bad_request', describe(error)), undefined)
        else done(findUnstorable(body), body)
      })
    },
  )
}

function describe(error: Error): string {
  if (/prototype/.test(error.message)) return 'the body has a key that is not allowed, such as __proto__'
  return 'the body is not JSON'
}

function findUnstorable(body: unknown): DomainError | null {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return new DomainError('bad_request', 'the body is nested too deeply')
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string' && !value.isWellFormed()) return halfCharacter()
      if (value === null || typeof value !== 'object') continue
      if (!Array.isArray(value) && Object.keys(value).some((key) => !key.isWellFormed()))
        return halfCharacter()
      for (const member of Object.values(value)) next.push(member)
    }
    level = next
  }
  return null
}

/** What is shown, hashed and stored would not be the same text. */
const halfCharacter = () => new DomainError('bad_request', 'the body has half of a surrogate pair')
