import { DEFAULT_TOOL_COMMAND_SECONDS, type ToolCall } from '@pm-bot/domain'

/** How many seconds a call may take at most, to be reserved. */
export function timeOf({ tool, args }: Pick<ToolCall, 'tool' | 'args'>): number {
  if (tool !== 'run') return 5
  const { timeoutSeconds } = (args ?? {}) as { timeoutSeconds?: unknown }
  return typeof timeoutSeconds === 'number' ? timeoutSeconds : DEFAULT_TOOL_COMMAND_SECONDS
}
