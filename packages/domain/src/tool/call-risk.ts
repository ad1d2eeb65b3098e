import { RISKS, type Risk } from '../inbox/inbox.ts'
import type { Json } from '../values/canonical-json.ts'
import { effectOf, riskyArguments } from './call-reach.ts'
import { toolDescriptors } from './tool-descriptors.ts'
import type { Taint } from './tool-policy.ts'
import { isToolName } from './tools.ts'

/** Computed from the tool, its arguments and what the run has read. What an agent says of it counts for nothing. */
export function callRisk(call: { tool: string; args: Json }, taint: readonly Taint[]): Risk {
  const risks: Risk[] = [isToolName(call.tool) ? toolDescriptors[call.tool].risk : 'high']
  if (riskyArguments(call).length > 0) risks.push('high')
  if (taint.length > 0 && effectOf(call) === 'outside') risks.push('high')
  return highestOf(risks)
}

/** By their places in the list: as texts, “high” comes before “low”. */
const highestOf = (risks: readonly Risk[]): Risk =>
  RISKS[Math.max(0, ...risks.map((risk) => RISKS.indexOf(risk)))]!
