import { decideRepo, evolveRepo, NEW_REPO, type Repo, type RepoCommand, type RepoEvent } from '@pm-bot/domain'
import { defineActor } from '@pm-bot/runtime'
import { type ActorReply, decideTurn, evolveAll } from './decide-turn.ts'

/** A repository under management. */
export const repoActor = defineActor<Repo, RepoCommand, RepoEvent, ActorReply>({
  kind: 'repo',
  codeVersion: 1,
  initialState: NEW_REPO,

  receive(repo, command, context) {
    const { events, reply } = decideTurn(context.version, command, () => decideRepo(repo, command))
    return { state: evolveAll(repo, events, evolveRepo, context.version), events, reply }
  },
})
