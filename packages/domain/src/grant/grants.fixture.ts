import type { RuleContext } from '../run/decide-run.ts'
import { evolveGrants } from './evolve-grants.ts'
import {
  type Grant,
  type GrantRequest,
  type Grants,
  type GrantsCommand,
  type GrantsEvent,
  NEW_GRANTS,
} from './grant.ts'
import { answerGrants, decideGrants } from './grant-rules.ts'

export const NOW = '2026-01-01T00:00:00.000Z'
export const LATER = '2026-01-02T00:00:00.000Z'

type Given = Partial<Extract<GrantsCommand, { type: 'add-grant' }>>

/** Grants and the turns that made them what they are. */
export function beginGrants(now = NOW) {
  let ids = 0
  const context = (): RuleContext => ({
    version: story.grants.version + 1,
    now: story.now,
    newId: () => {
      ids += 1
      return `id-${ids}`
    },
  })
  const story = {
    now,
    grants: NEW_GRANTS as Grants,
    /** What the last turn led to. */
    events: [] as GrantsEvent[],
    take(command: GrantsCommand) {
      story.events = decideGrants(story.grants, command, context())
      story.grants = story.events.reduce(evolveGrants, story.grants)
      return story
    },
    add: (grantId: string, given: Given = {}) =>
      story.take({
        type: 'add-grant',
        grantId,
        tool: 'run',
        where: null,
        repoId: null,
        runId: null,
        usesLeft: null,
        until: null,
        coversTainted: false,
        itemId: null,
        by: 'operator',
        ...given,
      }),
    use(over: Partial<GrantRequest> = {}): string | null {
      const request = requestOf(over)
      story.take({ type: 'use-grant', ...request })
      return answerGrants(story.grants, request, story.now).grantId
    },
    wait: (itemId: string, over: Partial<GrantRequest> = {}) =>
      story.take({ type: 'call-waits', itemId, ...requestOf({ callId: `call of ${itemId}`, ...over }) }),
    grant: (grantId: string): Grant | undefined =>
      story.grants.standing.find((grant) => grant.grantId === grantId),
    types: () => story.events.map(({ type }) => type),
    released: () =>
      story.events.flatMap((event) =>
        event.type === 'item-released' ? [`${event.itemId} by ${event.grantId}`] : [],
      ),
  }
  return story
}

const requestOf = (over: Partial<GrantRequest> = {}): GrantRequest => ({
  runId: 'run-1',
  repoId: 'repo-1',
  tainted: false,
  callId: 'call-1',
  tool: 'run',
  args: { argv: ['npm', 'test'] },
  ...over,
})
