import { DEFAULT_COMMAND_TIMEOUT_SECONDS, DomainError, type Json, type RunCommandSpec } from '@pm-bot/domain'

type CompleteSpec = RunCommandSpec & { timeoutSeconds: number; network: boolean }

/** The spec with its defaults. The api has validated it against its schema; this catches a spec that went round it. */
export function readRunCommandSpec(spec: Json): CompleteSpec {
  const {
    command,
    timeoutSeconds = DEFAULT_COMMAND_TIMEOUT_SECONDS,
    network = true,
  } = (spec ?? {}) as Partial<RunCommandSpec>
  const isCommand =
    Array.isArray(command) && command.every((item) => typeof item === 'string') && command[0] !== ''
  if (!isCommand || command.length === 0) {
    throw new DomainError('invalid_spec', 'The spec of a run_command/v1 run needs a command.')
  }
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 82_800) {
    throw new DomainError('invalid_spec', 'timeoutSeconds must be a whole number from 1 to 82800.')
  }
  if (typeof network !== 'boolean') throw new DomainError('invalid_spec', 'network must be true or false.')
  return { ...(spec as unknown as RunCommandSpec), timeoutSeconds, network }
}
