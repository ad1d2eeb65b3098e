import type { Conditional, GitHubPage } from '@pm-bot/domain'
import type { Answer } from '../ask/ask.ts'
import { readList } from '../parse/fields.ts'

export function conditional<Value>(answer: Answer, read: (answer: Answer) => Value): Conditional<Value> {
  const { tag, rate } = answer
  if (answer.status === 304) return { status: 'unchanged', rate }
  return { status: 'found', value: read(answer), tag, rate }
}

/** @param route names the answer in an error */
export const pageOf =
  <Item>(route: string, read: (raw: unknown) => Item) =>
  ({ data, hasNext }: Answer): GitHubPage<Item> => ({ items: readList(data, route).map(read), hasNext })
