import { castOf } from '@pm-bot/runtime'
import { budgetActor } from './budget-actor.ts'
import { githubActor } from './github-actor.ts'
import { grantsActor } from './grants-actor.ts'
import { notifiersActor } from './notifiers-actor.ts'
import { repoActor } from './repo-actor.ts'
import { runActor } from './run-actor.ts'
import { runTemplateActor } from './run-template-actor.ts'
import { scheduleActor } from './schedule-actor.ts'
import { workspaceActor } from './workspace-actor.ts'

export { budgetActor } from './budget-actor.ts'
export type { ActorReply } from './decide-turn.ts'

/** Every actor of pm-bot. */
export const cast = castOf(
  runActor,
  repoActor,
  workspaceActor,
  githubActor,
  budgetActor,
  grantsActor,
  runTemplateActor,
  scheduleActor,
  notifiersActor,
)
