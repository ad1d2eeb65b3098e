import { castOf } from '@pm-bot/runtime'
import { githubActor } from './github-actor.ts'
import { repoActor } from './repo-actor.ts'
import { runActor } from './run-actor.ts'
import { workspaceActor } from './workspace-actor.ts'

export type { ActorReply } from './decide-turn.ts'

/** Every actor of pm-bot. */
export const cast = castOf(runActor, repoActor, workspaceActor, githubActor)
