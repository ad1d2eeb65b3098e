import type { Amounts, BudgetCount, BudgetEvent, Redactor, Reservation, RunBudget } from '@pm-bot/domain'
import { scopeOf } from '@pm-bot/domain'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Tx } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import type { Projector } from './projector.ts'

export const budgetProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: workspaceId }, turnEvents) => {
    for (const { event: data, version, now } of turnEvents) {
      const event = data as BudgetEvent
      await project(tx, workspaceId, event, version, now)
      if (!isAudited(event)) continue
      const { type, ...payload } = event
      const runId = 'runId' in event ? event.runId : null
      await recordAudit(tx, [{ type, workspaceId, runId, payload }], redactor)
    }
    if (turnEvents.length > 0) changed(tx, 'budgets', workspaceId)
  }

/** What a person decided, and where a limit was reached. Not each call: the ledger has those. */
function isAudited({ type }: BudgetEvent): boolean {
  switch (type) {
    case 'limits-set':
    case 'price-set':
    case 'limit-extended':
    case 'budget-warned':
    case 'budget-exhausted':
    case 'command-refused':
      return true
    case 'run-budget-opened':
    case 'run-budget-restored':
    case 'run-budget-closed':
    case 'spend-reserved':
    case 'spend-settled':
    case 'budget-tidied':
    case 'counts-changed':
      return false
  }
}

async function project(
  tx: Tx,
  workspaceId: string,
  event: BudgetEvent,
  version: number,
  now: string,
): Promise<void> {
  const setRun = (runId: string, changes: object) =>
    tx.write(
      tx.db
        .updateTable('run_budgets')
        .set({ ...changes, updated_at: now })
        .where('run_id', '=', runId),
    )

  switch (event.type) {
    case 'limits-set':
      if (event.scope.kind === 'run') {
        const all = { limits: encodeJson(event.limits), warned: '[]', exhausted: '[]' }
        return await setRun(event.scope.key, { ...all, version })
      }
      return await saveLimits(tx, workspaceId, event, version, now)
    case 'price-set':
      return await savePrice(tx, workspaceId, event, now)
    case 'limit-extended': {
      // Of any other scope, and of a run that the budget remembers, the counts say it.
      if (event.scope.kind !== 'run') return
      const extended = await extendedRow(tx, event)
      if (extended) await setRun(event.scope.key, { ...extended, version })
      return
    }
    case 'run-budget-opened': {
      const { runId, repoId, limits } = event
      const nothing = { spent: '{}', reserved: '{}', warned: '[]', exhausted: '[]' }
      const row = { run_id: runId, workspace_id: workspaceId, repo_id: repoId, opened_at: now, ...nothing }
      const open = { version, closed_at: null, updated_at: now }
      return await tx.write(
        tx.db
          .insertInto('run_budgets')
          .values({ ...row, limits: encodeJson(limits), ...open })
          // It goes on after its end: what it spent stands.
          .onConflict((conflict) => conflict.column('run_id').doUpdateSet(open)),
      )
    }
    case 'run-budget-closed':
      return await setRun(event.runId, { ...(event.run ? runRow(event.run) : {}), version, closed_at: now })
    case 'spend-settled':
      await enterCall(tx, event, now)
      if (event.microUsd === null) await countUnpriced(tx, workspaceId, event.reservation)
      return
    case 'counts-changed':
      for (const [runId, run] of Object.entries(event.runs)) await setRun(runId, runRow(run))
      for (const [day, counts] of Object.entries(event.days)) {
        for (const [name, count] of Object.entries(counts)) {
          await saveCount(tx, { workspaceId, day, ...scopeOf(name) }, count, now)
        }
      }
      return
    case 'run-budget-restored':
    case 'spend-reserved':
    case 'budget-warned':
    case 'budget-exhausted':
    case 'budget-tidied':
    case 'command-refused':
      return
  }
}

const counted = ({ spent, reserved, warned = [], exhausted = [] }: BudgetCount) => ({
  spent: encodeJson(spent),
  reserved: encodeJson(reserved),
  warned: encodeJson(warned),
  exhausted: encodeJson(exhausted),
})

const runRow = ({ limits, version, ...count }: RunBudget) => ({
  ...counted(count),
  limits: encodeJson(limits),
  version,
})

async function extendedRow(
  tx: Tx,
  { scope, measure, amount }: Extract<BudgetEvent, { type: 'limit-extended' }>,
): Promise<object | undefined> {
  const row = await tx.db
    .selectFrom('run_budgets')
    .select(['limits', 'warned', 'exhausted'])
    .where('run_id', '=', scope.key)
    .executeTakeFirst()
  if (!row) return undefined
  const limits: Amounts = decodeJson(row.limits)
  const limit = limits[measure]
  const others = (said: string) => encodeJson(decodeJson(said).filter((each: string) => each !== measure))
  return {
    limits: encodeJson(limit === undefined ? limits : { ...limits, [measure]: limit + amount }),
    warned: others(row.warned),
    exhausted: others(row.exhausted),
  }
}

async function saveLimits(
  tx: Tx,
  workspaceId: string,
  { scope, limits }: Extract<BudgetEvent, { type: 'limits-set' }>,
  version: number,
  now: string,
): Promise<void> {
  const key = storableText(scope.key)
  if (Object.keys(limits).length === 0) {
    return await tx.write(
      tx.db
        .deleteFrom('budget_limits')
        .where('workspace_id', '=', workspaceId)
        .where('kind', '=', scope.kind)
        .where('key', '=', key),
    )
  }
  const facts = { limits: encodeJson(limits), version, updated_at: now }
  await tx.write(
    tx.db
      .insertInto('budget_limits')
      .values({ workspace_id: workspaceId, kind: scope.kind, key, ...facts })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'kind', 'key']).doUpdateSet(facts)),
  )
}

async function savePrice(
  tx: Tx,
  workspaceId: string,
  { model, price }: Extract<BudgetEvent, { type: 'price-set' }>,
  now: string,
): Promise<void> {
  if (price === null) {
    return await tx.write(
      tx.db.deleteFrom('model_prices').where('workspace_id', '=', workspaceId).where('model', '=', model),
    )
  }
  const facts = {
    input_micro_usd_per_million: price.inputMicroUsdPerMillion,
    output_micro_usd_per_million: price.outputMicroUsdPerMillion,
    updated_at: now,
  }
  await tx.write(
    tx.db
      .insertInto('model_prices')
      .values({ workspace_id: workspaceId, model, ...facts })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'model']).doUpdateSet(facts)),
  )
}

async function saveCount(
  tx: Tx,
  { workspaceId, day, kind, key }: { workspaceId: string; day: string; kind: string; key: string },
  count: BudgetCount,
  now: string,
): Promise<void> {
  const facts = { ...counted(count), extra: encodeJson(count.extra ?? {}), updated_at: now }
  await tx.write(
    tx.db
      .insertInto('budget_counts')
      .values({ workspace_id: workspaceId, day, kind, key: storableText(key), ...facts })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'day', 'kind', 'key']).doUpdateSet(facts)),
  )
}

/** In the ledger of the run. */
async function enterCall(
  tx: Tx,
  event: Extract<BudgetEvent, { type: 'spend-settled' }>,
  now: string,
): Promise<void> {
  const { callId, provider, model, quotaKey, runId } = event.reservation
  const text = (value: string | null) => (value === null ? null : storableText(value))
  await tx.write(
    tx.db.insertInto('run_spend').values({
      run_id: runId,
      reservation_id: event.reservationId,
      call_id: storableText(callId),
      provider: text(provider),
      model: text(model),
      tool: text(quotaKey),
      input_tokens: event.inputTokens,
      output_tokens: event.outputTokens,
      tokens: event.amounts.tokens ?? 0,
      seconds: event.amounts.seconds ?? 0,
      micro_usd: event.microUsd,
      lost: event.lost ? 1 : 0,
      at: now,
    }),
  )
}

/** A count of its day and provider, whose rows are there since it was reserved. */
async function countUnpriced(tx: Tx, workspaceId: string, { day, provider }: Reservation): Promise<void> {
  const scopes = [['day', day] as const, ...(provider === null ? [] : [['provider', provider] as const])]
  for (const [kind, key] of scopes) {
    await tx.write(
      tx.db
        .updateTable('budget_counts')
        .set((eb) => ({ unpriced_calls: eb('unpriced_calls', '+', 1) }))
        .where('workspace_id', '=', workspaceId)
        .where('day', '=', day)
        .where('kind', '=', kind)
        .where('key', '=', storableText(key)),
    )
  }
}
