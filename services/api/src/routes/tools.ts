import { PageQuery, type ToolView, toolDescriptors } from '@pm-bot/domain'
import { pageOf, problems } from '../answers.ts'
import type { Api } from '../api-context.ts'
import { pageOfFew } from '../page-of-few.ts'

const TOOLS: readonly ToolView[] = Object.values(toolDescriptors).map(({ name, ...tool }) => ({
  id: name,
  ...tool,
}))

export function toolRoutes(api: Api): void {
  api.get(
    '/api/tools',
    {
      schema: {
        tags: ['grants'],
        operationId: 'listTools',
        summary: 'List the tools of agents, with the JSON Schema of their arguments and what they may do',
        querystring: PageQuery,
        response: { 200: pageOf('ToolView'), ...problems() },
      },
    },
    async ({ query }) => pageOfFew(TOOLS, query),
  )
}
