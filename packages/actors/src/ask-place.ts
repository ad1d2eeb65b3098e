import type { PlaceQuestion, Run, RunEvent } from '@pm-bot/domain'
import type { Send } from '@pm-bot/runtime'

/** A run asks its repository for a place, and gives it back. */
export function askPlace({ runId, repo }: Run, event: RunEvent): Send[] {
  const question = questionOf(runId, event)
  return question ? [{ to: { kind: 'repo', key: repo.repoId }, message: question }] : []
}

function questionOf(runId: string, event: RunEvent): PlaceQuestion | undefined {
  switch (event.type) {
    case 'place-asked':
      return { type: 'ask-place', runId, ticket: event.ticket }
    case 'place-claimed':
      return { type: 'claim-place', runId }
    case 'place-returned':
      return { type: 'return-place', runId }
    default:
      return undefined
  }
}
