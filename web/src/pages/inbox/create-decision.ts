import type { DecisionAction, DecisionBody, DecisionResult, InboxItemView } from '@pm-bot/domain'
import { createSignal } from 'solid-js'
import { decideItem, staleAfterDecision } from '../../api/inbox.ts'
import { createIntent } from '../../api/intent.ts'

export type Said = Pick<DecisionBody, 'reason' | 'payload' | 'scope'>
export type MakeDecision = ReturnType<typeof createDecision>

/** Decides one item: about exactly what was on the screen, and once, however often it is clicked. */
export function createDecision(
  item: () => InboxItemView,
  onDecided: (action: DecisionAction, result: DecisionResult) => void,
) {
  const intent = createIntent()
  const [isPending, setPending] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>()

  async function decide(action: DecisionAction, { reason, payload, scope }: Said = {}): Promise<void> {
    const { id, version, subjectHash, allowed } = item()
    // Whatever waits can be put off.
    if (isPending() || !(allowed.includes(action) || action === 'snooze')) return
    setPending(true)
    setProblem(undefined)
    const body: DecisionBody = {
      action,
      version,
      subjectHash,
      ...(reason ? { reason } : {}),
      ...(payload === undefined ? {} : { payload }),
      ...(scope ? { scope } : {}),
    }
    try {
      const result = await decideItem(id, body, intent.keyFor({ id, ...body }))
      onDecided(action, result)
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
      staleAfterDecision()
    }
  }

  return {
    decide: (action: DecisionAction, said?: Said) => void decide(action, said),
    isPending,
    problem,
    /** What was refused is being mended. */
    forget: () => void setProblem(undefined),
  }
}
