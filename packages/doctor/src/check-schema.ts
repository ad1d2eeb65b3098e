import type { SchemaState } from '@pm-bot/store'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('schema')

export function judgeSchema({ pending, unknown }: SchemaState): Finding {
  if (unknown.length > 0)
    return problem(
      `The database was migrated by a newer pm-bot (${unknown.join(', ')}).`,
      'Start that version, or restore a backup made before the upgrade.',
    )
  if (pending.length > 0)
    return warning(
      `The database lacks ${pending.join(', ')}.`,
      'The next start brings it up to date; make a backup first.',
    )
  return ok('The tables are up to date.')
}
