import type { AddGrantBody, GrantSuggestionView } from '@pm-bot/domain'
import { type TypedWhere, type WhereArgument, whereAsTyped, whereOf } from '../../ui/tools/typed-where.ts'

/** What stands in the form. */
export interface TypedGrant {
  tool: string
  where: TypedWhere
  /** Empty: any. */
  repoId: string
  /** Empty: any number. */
  uses: string
  /** A day in the operator's time, `2027-01-31`, to its end; empty: until revoked. */
  untilDay: string
  coversTainted: boolean
}

/** A form for a new grant: empty, or with what was suggested. */
export const newGrant = (suggested?: Pick<GrantSuggestionView, 'tool' | 'where' | 'repoId'>): TypedGrant => ({
  tool: suggested?.tool ?? '',
  where: whereAsTyped(suggested?.where ?? undefined),
  repoId: suggested?.repoId ?? '',
  uses: '',
  untilDay: '',
  coversTainted: false,
})

const MOST_USES = 1_000_000

/** What is sent, or what is wrong with the form. */
export function grantOf(
  { tool, where: typed, repoId, uses, untilDay, coversTainted }: TypedGrant,
  args: readonly WhereArgument[],
  now: number,
): { body: AddGrantBody } | { problem: string } {
  const read = whereOf(args, typed)
  if ('problem' in read) return read
  const unseen = Object.keys(typed).find(
    (name) => typed[name]?.trim() && !args.some((arg) => arg.name === name),
  )
  if (unseen !== undefined)
    return {
      problem: `“${unseen}” has no field here, and without it the grant would allow more. Choose the tool again.`,
    }
  const count = uses.trim() === '' ? undefined : Number(uses)
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MOST_USES))
    return { problem: 'How often is a whole number from 1 to 1,000,000, or empty.' }
  const until = untilDay === '' ? undefined : new Date(`${untilDay}T23:59:59`)
  if (until && !(until.getTime() > now)) return { problem: 'Choose a day that is not over, or none.' }
  const body: AddGrantBody = {
    tool,
    ...(read.where ? { where: read.where } : {}),
    ...(repoId === '' ? {} : { repoId }),
    ...(count === undefined ? {} : { uses: count }),
    ...(until ? { until: until.toISOString() } : {}),
    ...(coversTainted ? { coversTainted } : {}),
  }
  return { body }
}
