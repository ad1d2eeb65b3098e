import type { Performer } from '@pm-bot/runtime'
import type { WorkerContext } from '../worker-context.ts'
import { workOnRun } from './work-on-run.ts'

/** Starts a run's agent, or goes on where an earlier attempt's checkpoints end. */
export const runAgent =
  (context: WorkerContext): Performer =>
  (attempt, signal) =>
    workOnRun(context, attempt, signal, (request) => context.runner.run(request))
