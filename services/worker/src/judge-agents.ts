import { findCliAgents } from '@pm-bot/agents'
import { type Finding, verdictsOf } from '@pm-bot/doctor'
import type { ModelSettings, Settings } from '@pm-bot/domain'

const models = verdictsOf('models')
const agents = verdictsOf('agents')

/** Whether agents of models have one. That its key is set, this worker's start has made sure of. */
export function judgeModels({ model }: ModelSettings): Finding {
  if (model !== null) return models.ok(`Agents use ${model}, unless their run names another.`)
  return models.warning(
    'No model is set: agents that need one are refused, unless their run names it.',
    'Set PMBOT_MODEL and its key.',
  )
}

/** Which programs that are agents are here, and whose login they would have. */
export function judgeCliAgents({
  commandPath,
  cliAgentHome,
}: Pick<Settings, 'commandPath' | 'cliAgentHome'>): Finding[] {
  const found = findCliAgents(commandPath)
  if (found.length === 0) return []
  const names = found.join(', ')
  if (cliAgentHome !== null)
    return [agents.ok(`Installed for the command line: ${names}, with the login in ${cliAgentHome}.`)]
  return [
    agents.warning(
      `Installed for the command line: ${names}; they find no login of theirs.`,
      'Prepare a directory that holds it, and set PMBOT_CLI_AGENT_HOME to it.',
    ),
  ]
}
