import { type Static, Type } from 'typebox'
import { Id, strict } from '../values/schema-parts.ts'

export const SpendHistoryQuery = Type.Object({ workspaceId: Type.Optional(Id) }, strict)

const Day = Type.String({ description: 'Of UTC, e.g. 2026-11-26.' })

const SpendTotals = {
  microUsd: Type.Integer({
    description: 'Millionths of a US dollar, without calls of models without a price.',
  }),
  tokens: Type.Integer(),
  calls: Type.Integer({ description: 'Calls of models; of a whole day those of tools too.' }),
  unpricedCalls: Type.Integer({ description: 'Calls of models without a price.' }),
}

const DaySpend = Type.Object({ day: Day, ...SpendTotals })
export type DaySpend = Static<typeof DaySpend>

const SpendForecast = Type.Object({
  microUsd: Type.Integer({ description: 'About what this month comes to.' }),
  from: Day,
  to: Day,
  days: Type.Integer({ description: 'How many days the pace is taken from: those of `from` to `to`.' }),
  spentDays: Type.Integer({ description: 'On how many of them something was spent.' }),
  unpricedCalls: Type.Integer({ description: 'Calls of those days whose price nobody knows.' }),
})
export type SpendForecast = Static<typeof SpendForecast>

export const SpendHistoryView = Type.Object({
  days: Type.Array(DaySpend, { description: 'The last 30, today last; a day without calls is there too.' }),
  month: Type.Object({ ...SpendTotals }, { description: 'From its first day on.' }),
  providers: Type.Array(Type.Object({ provider: Type.String(), ...SpendTotals }), {
    description: 'Of the same days, the most expensive first.',
  }),
  forecast: Type.Union([SpendForecast, Type.Null()], {
    description: 'Null where fewer than three of the seven days before today had spend.',
  }),
})
export type SpendHistoryView = Static<typeof SpendHistoryView>
