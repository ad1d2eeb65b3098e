import type { Risk } from '../inbox/inbox.ts'
import type { Json } from '../values/canonical-json.ts'

/** Every tool there is. `@pm-bot/agents` has a performer for each, or does not compile. */
export const TOOL_NAMES = [
  'read_file',
  'list_files',
  'search_files',
  'write_file',
  'edit_file',
  'run',
  'git_status',
  'git_diff',
  'git_log',
  'read_issue',
  'search_issues',
] as const
export type ToolName = (typeof TOOL_NAMES)[number]

/**
 * What a lost outcome of a call means. `none`: it only reads. `clone`: it changes nothing but the private clone, which is
 * put back before it is done again. `outside`: it may reach the world, so it is begun at most once.
 */
export const TOOL_EFFECTS = ['none', 'clone', 'outside'] as const
export type ToolEffect = (typeof TOOL_EFFECTS)[number]

export interface ToolDescriptor {
  name: ToolName
  title: string
  /** For the model and for people. */
  description: string
  /** JSON Schema (2020-12) of the arguments. */
  argsSchema: Json
  /** Of a call whose arguments say nothing worse. */
  risk: Risk
  effect: ToolEffect
  /** Calls are counted by it, FEATURES A60. */
  quotaKey: string
}

export function isToolName(name: string): name is ToolName {
  return TOOL_NAMES.some((known) => known === name)
}
