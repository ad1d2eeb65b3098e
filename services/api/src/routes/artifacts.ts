import { DomainError, Id } from '@pm-bot/domain'
import { lookUpArtifact } from '@pm-bot/store'
import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
const Content = {
  description: 'The bytes.',
  content: { 'text/plain': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } },
}

export function artifactRoutes(api: Api, { store: { database }, artifacts }: ApiOptions): void {
  api.get(
    '/api/artifacts/:artifactId/content',
    {
      schema: {
        tags: ['runs'],
        operationId: 'getArtifactContent',
        summary: "Read a file of a run's; whatever it is, it comes as something that no browser runs",
        params: Type.Object({ artifactId: Id }),
        response: { 200: Content, ...problems(404) },
      },
    },
    async ({ params }, reply) => {
      const artifact = await lookUpArtifact(database, params.artifactId)
      if (!artifact) throw new DomainError('not_found', 'there is no such file')
      const bytes = Buffer.from(await artifacts.read(artifact))
      const type = harmlessType(artifact.content_type)
      const disposition = type === 'application/octet-stream' ? 'attachment' : 'inline'
      const extension = type.startsWith('text/plain') ? '.txt' : ''
      return reply
        .type(type)
        .header('content-disposition', `${disposition}; filename="${params.artifactId}${extension}"`)
        .header('content-security-policy', "sandbox; default-src 'none'")
        .send(bytes)
    },
  )
}

/** An agent chose the bytes: nothing of them may run with our origin's rights. */
function harmlessType(stored: string): string {
  const type = stored.split(';')[0]!.trim().toLowerCase()
  if (/^text\/|^application\/([a-z0-9.-]+\+)?json$/.test(type)) return 'text/plain; charset=utf-8'
  return PICTURES.includes(type) ? type : 'application/octet-stream'
}
