import { BUDGET_MEASURES } from '../inbox/interrupt.ts'
import {
  type Budget,
  type BudgetCommand,
  type BudgetEvent,
  DEFAULT_RUN_BUDGET,
  type KnownRunBudget,
  NEW_BUDGET,
  type ReserveAnswer,
  type SettleAnswer,
} from './budget.ts'
import { decideBudget } from './budget-rules.ts'

type Reserve = Extract<BudgetCommand, { type: 'reserve' }>

export const RUN = 'run-1'
export const REPO = 'repo-1'
export const DAY = '2026-05-01'

export const reserveCommand = (more: Partial<Reserve> = {}): Reserve => ({
  type: 'reserve',
  runId: RUN,
  repoId: REPO,
  attempt: 'attempt-1',
  callId: 'call-1',
  provider: 'openai',
  model: 'openai:small',
  quotaKey: null,
  inputTokens: 60,
  outputTokens: 40,
  seconds: 10,
  ...more,
})

/** A budget with its rows: as the runtime, the projector and the performer make one of it. */
export function budgetDesk(start: Budget = NEW_BUDGET) {
  let budget = start
  let version = 0
  const ids = Array.from({ length: 1000 }, (_, n) => `reservation-${n + 1}`).values()
  let now = `${DAY}T12:00:00.000Z`
  const rows = new Map<string, KnownRunBudget & { closed: boolean }>()
  const all: BudgetEvent[] = []

  const change = (runId: string, changes: Partial<KnownRunBudget & { closed: boolean }>) => {
    const row = rows.get(runId)
    if (row) rows.set(runId, { ...row, ...changes })
  }
  function project(event: BudgetEvent): void {
    if (event.type === 'run-budget-opened') {
      const { repoId, limits } = event
      const opened = { repoId, limits, spent: {}, reserved: {}, version, asOf: now }
      rows.set(event.runId, { ...(rows.get(event.runId) ?? opened), version, closed: false })
    }
    if (event.type === 'run-budget-closed') change(event.runId, { ...event.run, version, closed: true })
    if (event.type === 'limits-set' && event.scope.kind === 'run') {
      change(event.scope.key, { limits: event.limits, version })
    }
    if (event.type === 'limit-extended' && event.scope.kind === 'run') {
      const limits = rows.get(event.scope.key)?.limits ?? {}
      const limit = (limits[event.measure] ?? 0) + event.amount
      change(event.scope.key, { limits: { ...limits, [event.measure]: limit }, version })
    }
    if (event.type === 'counts-changed') {
      for (const [runId, { usedAt: _, ...run }] of Object.entries(event.runs)) change(runId, run)
    }
  }

  const desk = {
    get budget() {
      return budget
    },
    rows,
    /** Everything that happened, without the counts. */
    told: (type: BudgetEvent['type']) => all.filter((event) => event.type === type),
    at(time: string) {
      now = time
    },
    send(command: BudgetCommand) {
      version += 1
      const context = { version, now, newId: () => ids.next().value! }
      const turn = decideBudget(budget, command, context)
      budget = JSON.parse(JSON.stringify(turn.budget)) as Budget
      turn.events.forEach(project)
      all.push(...turn.events)
      return turn
    },
    /** What a performer would be told of the run. */
    known: (runId = RUN): KnownRunBudget => {
      const { closed: _, ...row } = rows.get(runId)!
      return { ...row, asOf: now }
    },
    open(runId = RUN, limits: object = DEFAULT_RUN_BUDGET) {
      desk.send({ type: 'open-run', runId, repoId: REPO, limits })
    },
    reserve(more: Partial<Reserve> = {}): ReserveAnswer {
      const command = reserveCommand(more)
      const answer = desk.send(command).data as ReserveAnswer
      if (answer.status !== 'unknown-run' || !rows.has(command.runId)) return answer
      return desk.send({ ...command, run: desk.known(command.runId) }).data as ReserveAnswer
    },
    granted(more: Partial<Reserve> = {}): string {
      const answer = desk.reserve(more)
      if (answer.status !== 'granted') throw new Error(`not granted: ${JSON.stringify(answer)}`)
      return answer.reservationId
    },
    settle(reservationId: string, inputTokens: number, outputTokens = 0, seconds = 0) {
      const spent = { inputTokens, outputTokens, seconds }
      return desk.send({ type: 'settle', reservationId, spent }).data as SettleAnswer
    },
    limit(
      kind: 'repo' | 'day' | 'provider' | 'tool' | 'run',
      key: string,
      limits: object,
      ifVersion: number | null = null,
    ) {
      return desk.send({ type: 'set-limits', scope: { kind, key }, limits, ifVersion, by: 'operator' })
    },
    price(model: string, inputMicroUsdPerMillion: number, outputMicroUsdPerMillion: number) {
      const price = { inputMicroUsdPerMillion, outputMicroUsdPerMillion }
      desk.send({ type: 'set-price', model, price, by: 'operator' })
    },
    extend(itemId: string, amount: number, scope = { kind: 'run' as 'run' | 'day' | 'repo', key: RUN }) {
      desk.send({ type: 'extend-limit', scope, measure: 'tokens', amount, itemId, by: 'operator' })
    },
    ofRun: (runId = RUN) => {
      const { spent, reserved } = budget.runs[runId] ?? rows.get(runId)!
      return { spent, reserved }
    },
  }
  return desk
}

/** By every measure that is limited. */
export const isWithin = (limits: object, spent: object, reserved: object): boolean =>
  BUDGET_MEASURES.every((measure) => {
    const of = (record: object) => (record as Record<string, number | undefined>)[measure]
    const limit = of(limits)
    return limit === undefined || (of(spent) ?? 0) + (of(reserved) ?? 0) <= limit
  })
