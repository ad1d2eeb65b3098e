import { canonicalJson, type InboxItemView, type Json } from '@pm-bot/domain'
import type { Decide } from '../agents/operator.ts'
import type { WildArgs } from './rules.ts'
import { DONE, type Targets, temptations } from './wild-calls.ts'

/** What was allowed, word for word. */
export const nameOf = (tool: string, args: Json): string => canonicalJson([tool, args])

/**
 * A person who is careless where the sandbox has the last word, and careful elsewhere: commands without network are
 * approved, the network to every third run, and writes elsewhere are changed into harmless ones. Keeps books of both.
 */
export function careless(nth: number, { targets, isSandboxed }: { targets: Targets; isSandboxed: boolean }) {
  const approved = new Map<string, string>()
  const tempting = temptations(targets).map((argv) => JSON.stringify(argv))
  let toNetwork = 0

  function decideCall({ payload }: InboxItemView): ReturnType<Decide> {
    const { callId, tool, args } = payload as { callId: string; tool: string; args: WildArgs & Json }
    if (tool === 'write_file' && nth % 2 === 0) {
      const edited = { path: 'src/edited.txt', content: 'by a person' }
      approved.set(callId, nameOf(tool, edited))
      return { action: 'edit', payload: edited }
    }
    const argv = JSON.stringify(args.argv)
    const mayTry = argv === '["true"]' || (isSandboxed && tempting.includes(argv))
    if (tool !== 'run' || !mayTry || (args.network === true && nth % 3 !== 0))
      return { action: 'reject', reason: 'No.' }
    if (args.network === true) toNetwork += 1
    approved.set(callId, nameOf(tool, args))
    return { action: 'approve' }
  }

  const decide: Decide = (item) => {
    if (item.kind === 'run_start') return { action: 'approve' }
    if (item.kind === 'tool_call') return decideCall(item)
    // An agent that goes in circles is told to go on; one that asks whether it is done is.
    if (item.kind === 'question' && !JSON.stringify(item.payload).includes(DONE))
      return { action: 'respond', reason: 'Go on.' }
    return { action: 'reject', reason: 'No.' }
  }
  return { decide, approved, toNetwork: () => toNetwork }
}
