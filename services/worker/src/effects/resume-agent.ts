import type { ResumeAgentPayload } from '@pm-bot/domain'
import type { Performer } from '@pm-bot/runtime'
import type { WorkerContext } from '../worker-context.ts'
import { workOnRun } from './work-on-run.ts'

/** Gives an agent the answer that it waits for. */
export const resumeAgent =
  (context: WorkerContext): Performer =>
  (attempt, signal) => {
    const { answers } = attempt.payload as ResumeAgentPayload
    return workOnRun(context, attempt, signal, (request) => context.runner.resume(request, answers))
  }
