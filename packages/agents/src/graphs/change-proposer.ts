import { type ChangeProposerSpec, type Json, TOOL_NAMES } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { fence } from '../context-pack/fence.ts'
import type { LoopAgent, Proposal } from '../loop/loop-agent.ts'
import type { LoopState } from '../loop/loop-state.ts'
import { concludeChange } from './conclude-change.ts'
import { runChecks } from './run-checks.ts'

interface ProposedChange {
  message: string
  failingChecks?: string
}

/** `repo_change_proposer/v1`: works in the clone until the checks hold, and asks whether the change may be applied. */
export const changeProposer: LoopAgent = {
  task: `You change a repository so that it does what the operator's goal, or the issue that it names, asks for. Look first, then make the smallest change that does all of it, in the style of what is there, with tests where the repository has tests. Call propose_change when you are done; what stands in the clone then is your proposal.`,
  tools: TOOL_NAMES,
  endTool: {
    name: 'propose_change',
    description:
      'Proposes everything that you changed in the clone as one commit. The checks of this run are run first, and you get their output if they fail.',
    argsSchema: {
      type: 'object',
      properties: {
        message: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          description: 'Commit message: one imperative line, an empty line, and why.',
        },
        failingChecks: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          description:
            'Only where checks fail for a reason that is not in your change: that reason, for the operator.',
        },
      },
      required: ['message'],
      additionalProperties: false,
    },
  },
  contextOf: (spec) => ({ repository: true, issueNumber: read(spec).issueNumber }),
  propose: proposeChange,
  conclude: concludeChange,
}

const read = (spec: Json): ChangeProposerSpec => (spec ?? {}) as unknown as ChangeProposerSpec

async function proposeChange(args: Json, state: LoopState, context: AgentContext): Promise<Proposal> {
  const { workbench } = context
  const { message, failingChecks } = args as unknown as ProposedChange
  const spec = read(context.spec)
  const checks = await runChecks(spec.checks ?? [], context)
  if (checks.failed !== null && failingChecks === undefined) {
    const { argv, tail } = checks.failed
    const command = argv.join(' ')
    return {
      kept: checks.kept,
      back: `The check “${command}” failed, so nothing was proposed. Its last lines:\n${fence(`output of ${command}`, context.redactor.text(tail))}`,
    }
  }
  // What checks left lying about is no part of the change.
  if (state.work !== null && checks.kept.length > 0) await workbench.restoreWork(state.work)
  const changeset = await workbench.collectChanges(spec.message ?? message)
  if (changeset !== null) return { kept: checks.kept, ask: { kind: 'changeset_apply', changeset } }
  return {
    kept: checks.kept,
    back: 'You changed nothing, so there is nothing to propose. If nothing is to be changed, ask the operator.',
  }
}
