import { explainConnection } from '@pm-bot/instance'
import { examinePostgres } from '@pm-bot/store'
import { judgeSchema } from './check-schema.ts'
import { type Finding, verdictsOf } from './finding.ts'
import { judgePostgres } from './judge-postgres.ts'

const { problem } = verdictsOf('database')

/** Connects, asks and leaves; nothing is written. */
export async function checkPostgres(url: string): Promise<Finding[]> {
  try {
    const facts = await examinePostgres(url)
    return [...judgePostgres(facts), judgeSchema(facts.schema)]
  } catch (error) {
    const known = explainConnection(error, url)
    const sentence = known instanceof Error ? known.message : String(known)
    return [problem(`The database cannot be asked: ${sentence}.`, 'Nothing works before it can.')]
  }
}
