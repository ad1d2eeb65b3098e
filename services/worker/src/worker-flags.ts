import { parseArgs } from 'node:util'
import { WORK_QUEUES } from '@pm-bot/domain'
import { StartError } from '@pm-bot/instance'

export interface WorkerFlags {
  /** The queues that it takes jobs of; all when it is not said. */
  queues?: readonly string[]
  /** Runs under way at once, instead of PMBOT_WORKER_CONCURRENCY. */
  concurrency?: number
}

const USAGE = `Usage: npm run worker -- [--queues ${WORK_QUEUES.join(',')}] [--concurrency <1 to 64>]`

/** @throws StartError that says what may be given */
export function readWorkerFlags(args: readonly string[]): WorkerFlags {
  const { queues, concurrency } = parse(args)
  const flags: WorkerFlags = {}
  if (queues !== undefined) {
    flags.queues = [...new Set(queues.split(',').map((name) => name.trim()))]
    const unknown = flags.queues.find((name) => !(WORK_QUEUES as readonly string[]).includes(name))
    if (unknown !== undefined) throw new StartError(`there is no queue “${unknown}”. ${USAGE}`)
  }
  if (concurrency !== undefined) {
    flags.concurrency = Number(concurrency)
    if (!Number.isInteger(flags.concurrency) || flags.concurrency < 1 || flags.concurrency > 64) {
      throw new StartError(
        `--concurrency must be a whole number from 1 to 64, not “${concurrency}”. ${USAGE}`,
      )
    }
  }
  return flags
}

function parse(args: readonly string[]) {
  try {
    const options = { queues: { type: 'string' }, concurrency: { type: 'string' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message}. ${USAGE}`, { cause: error })
  }
}
