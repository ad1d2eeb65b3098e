import { openSandbox } from '@pm-bot/agents'
import { type Finding, judgeSandbox } from '@pm-bot/doctor'

/** Tries it out, as a worker does when it starts. */
export const checkSandbox = async (path: string): Promise<Finding> =>
  judgeSandbox(await openSandbox({ path }))
