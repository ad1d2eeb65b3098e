import { type BudgetEvent, createRedactor, newId } from '@pm-bot/domain'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { up } from '../../../db/migrations/0028-looking-back.ts'
import { onEachDatabase } from '../conformance/each-database.ts'
import { projectorsOf } from './projectors.ts'
import { readSpendHistory } from './spend-history.ts'

onEachDatabase((opened) => {
  test('the migration counts the calls without a price that the ledger has, as they would be counted today', async () => {
    const bench = opened()
    const { database } = bench.store
    const [workspaceId, runId, repoId] = [newId(), newId(), newId()]
    const day = (await database.now()).slice(0, 10)
    const settled = (provider: string | null, microUsd: number | null): BudgetEvent => ({
      type: 'spend-settled',
      reservationId: newId(),
      reservation: {
        ...{ runId, repoId, attempt: 'a', callId: newId(), quotaKey: null, day, amounts: {}, price: null },
        ...{ provider, model: provider && `${provider}:small` },
      },
      ...{ amounts: { calls: 1 }, inputTokens: 1, outputTokens: 1, microUsd, lost: false },
    })
    const names = [`day ${day}`, 'provider openai', 'provider anthropic']
    const counts = Object.fromEntries(names.map((name) => [name, { spent: { calls: 5 }, reserved: {} }]))
    const events: BudgetEvent[] = [
      { type: 'run-budget-opened', runId, repoId, limits: {} },
      { type: 'counts-changed', runs: {}, days: { [day]: counts } },
      ...[settled('openai', null), settled('openai', null), settled('openai', 7)],
      ...[settled('anthropic', null), settled(null, 0)],
    ]
    await database.transaction(async (tx) => {
      const now = await tx.now()
      await projectorsOf(createRedactor([])).budget!(
        tx,
        { kind: 'budget', key: workspaceId },
        events.map((event) => ({ event, version: 1, messageId: newId(), now })),
      )
    })
    const before = await readSpendHistory(database, workspaceId)

    await bench.byOwner('drop index inbox_calls_by_end')
    await bench.byOwner('alter table budget_counts drop column unpriced_calls')
    await up(database.writer as unknown as Kysely<unknown>)

    expect(before.days.at(-1)).toMatchObject({ calls: 5, unpricedCalls: 3 })
    expect(before.providers.map(({ provider, unpricedCalls }) => [provider, unpricedCalls])).toEqual([
      ['anthropic', 1],
      ['openai', 2],
    ])
    expect(await readSpendHistory(database, workspaceId)).toEqual(before)
  })
})
