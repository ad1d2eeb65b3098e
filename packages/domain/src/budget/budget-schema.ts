import { type Static, Type } from 'typebox'
import { BUDGET_MEASURES, BUDGET_SCOPE_KINDS } from '../inbox/interrupt.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, line, nullable, oneOf, strict, Time } from '../values/schema-parts.ts'
import { BudgetLimitsBody } from './budget-limits-schema.ts'

const BudgetScopeBody = Type.Object(
  {
    kind: oneOf(BUDGET_SCOPE_KINDS),
    key: {
      ...line(200),
      description:
        "A run's or repository's id, a provider's name, a tool's quota key; `*` is each that has no limits of its own, and the only key of `day`.",
    },
  },
  strict,
)

export const PutBudgetBody = Type.Object(
  { workspaceId: Type.Optional(Id), scope: BudgetScopeBody, limits: BudgetLimitsBody },
  strict,
)
export const BudgetsQuery = Type.Object({ ...PageQuery.properties, workspaceId: Type.Optional(Id) }, strict)

const MeasureView = Type.Object({
  measure: oneOf(BUDGET_MEASURES),
  limit: nullable(Type.Integer({ description: 'With what was approved beyond it; null: none.' })),
  spent: Type.Integer(),
  reserved: Type.Integer({ description: 'What calls under way may cost at most.' }),
  warned: Type.Boolean({ description: 'Whether 80 % were spent.' }),
})
export type MeasureView = Static<typeof MeasureView>

export const BudgetView = Type.Object({
  scope: Type.Object({ kind: oneOf(BUDGET_SCOPE_KINDS), key: Type.String() }),
  measures: Type.Array(MeasureView),
  /** The scope's own limits, without what was approved beyond them and without those of `*`. */
  ownLimits: Type.Record(Type.String(), Type.Integer()),
  version: Type.Integer({ description: 'Of its own limits, for If-Match; 0 when it has none.' }),
})
export type BudgetView = Static<typeof BudgetView>

const Price = Type.Object(
  {
    inputMicroUsdPerMillion: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
    outputMicroUsdPerMillion: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  },
  {
    ...strict,
    description: 'Millionths of a US dollar for a million tokens: $3 for a million are 3000000.',
  },
)
export const PutPriceBody = Type.Object(
  {
    workspaceId: Type.Optional(Id),
    model: Type.String({
      minLength: 3,
      maxLength: 200,
      pattern: '^[^:\\s\\u0000-\\u001f]+:[^\\s\\u0000-\\u001f]+$',
      description: '`provider:model`',
    }),
    price: nullable(Price),
  },
  strict,
)
export const PriceView = Type.Object({
  model: Type.String(),
  price: nullable(Price),
  updatedAt: nullable(Time),
})
export type PriceView = Static<typeof PriceView>

export const SpendCallView = Type.Object({
  id: Type.String(),
  callId: Type.String(),
  provider: nullable(Type.String()),
  model: nullable(Type.String()),
  tool: nullable(Type.String({ description: 'Its quota key.' })),
  inputTokens: Type.Integer(),
  outputTokens: Type.Integer(),
  seconds: Type.Integer(),
  microUsd: nullable(Type.Integer({ description: 'Null for a model without a price.' })),
  lost: Type.Boolean({ description: 'Nobody said what it cost: it counts as what it could cost at most.' }),
  tokens: Type.Integer({ description: 'What was counted.' }),
  at: Time,
})
export type SpendCallView = Static<typeof SpendCallView>

export const RunSpendView = Type.Object({
  runId: Id,
  measures: Type.Array(MeasureView),
  unpricedCalls: Type.Integer({
    description: 'Calls of models without a price; the money counted is without them.',
  }),
  closedAt: nullable(Time),
  calls: Type.Object({ items: Type.Array(SpendCallView), nextCursor: nullable(Type.String()) }),
})
export type RunSpendView = Static<typeof RunSpendView>
