import { isRiskyPath } from '../changeset/change-risk.ts'
import type { Json } from '../values/canonical-json.ts'
import { CARGO, widenedBy } from './match-rule.ts'
import { toolDescriptors } from './tool-descriptors.ts'
import type { ToolCall } from './tool-policy.ts'
import { isToolName, type ToolEffect } from './tools.ts'

/** An argument that makes a program of a file: what is run later was never looked at. */
const RISKY_SWITCHES = ['executable']

type Reach = Pick<ToolCall, 'tool' | 'args'>

/** What a call may do at most. A tool that nobody knows, and one with a widening argument, may reach the world. */
export function effectOf(call: Reach): ToolEffect {
  if (!isToolName(call.tool) || widenedBy(call).length > 0) return 'outside'
  return toolDescriptors[call.tool].effect
}

/** The arguments that make a call risky: those that widen it, and paths of what runs by itself or says who may approve. */
export function riskyArguments(call: Reach): string[] {
  const { args } = call
  if (typeof args !== 'object' || args === null || effectOf(call) === 'none') return []
  const risky = Object.entries(args)
    .filter(
      ([name, value]) =>
        (RISKY_SWITCHES.includes(name) && value === true) ||
        (!CARGO.includes(name) && wordsOf(value).some(isRiskyPath)),
    )
    .map(([name]) => name)
  return [...new Set([...widenedBy(call), ...risky])]
}

const wordsOf = (value: Json): string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string')
