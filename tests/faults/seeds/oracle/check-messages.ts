import type { LedgerLine } from '../inside/ledger.ts'
import type { Letter } from '../inside/mail-slot.ts'
import { some } from './some.ts'

/** Judges by the ledger and by what senders know, never by what the mailbox says of itself. */
export function checkMessages(
  ledger: readonly LedgerLine[],
  planned: readonly Letter[],
  accepted: readonly Letter[],
): { messages: number; problems: string[] } {
  const received = ledger.filter(({ what }) => what === 'received')
  const handled = countsOf(received.map(({ actor, peer, n }) => nameOf(peer, actor, n)))
  const passedOn = ledger
    .filter(({ what }) => what === 'sent')
    .map(({ actor, peer, n }) => nameOf(actor, peer, n))
  const isOwed = new Set([...planned.flatMap(numbered), ...passedOn])
  const mustBe = [...accepted.flatMap(numbered), ...passedOn]

  const problems = [
    ...some(
      'lost',
      mustBe.filter((name) => !handled.has(name)),
    ),
    ...some(
      'handled more than once',
      [...handled].filter(([, times]) => times > 1).map(([name]) => name),
    ),
    ...some(
      'handled and never sent',
      [...handled.keys()].filter((name) => !isOwed.has(name)),
    ),
    ...some('sent twice by one actor', repeated(passedOn)),
    ...some('out of order', outOfOrder(received)),
    ...some(
      'in a turn with another message',
      repeated(received.map(({ actor, version }) => `${actor}, turn ${version}`)),
    ),
  ]
  return { messages: received.length, problems }
}

const nameOf = (from: string, to: string, n: number): string => `${from} → ${to} #${n}`

/** What carries a number; poison is not expected to be handled. */
const numbered = ({ to, message }: Letter): string[] =>
  'n' in message && 'from' in message ? [nameOf(String(message.from), to.key, Number(message.n))] : []

function outOfOrder(received: readonly LedgerLine[]): string[] {
  const furthest = new Map<string, number>()
  const found: string[] = []
  const inTurn = received.toSorted((a, b) => a.version - b.version || a.position - b.position)
  for (const { actor, peer, n } of inTurn) {
    const stream = `${peer} → ${actor}`
    const before = furthest.get(stream) ?? -1
    if (n < before) found.push(`${nameOf(peer, actor, n)} after #${before}`)
    furthest.set(stream, Math.max(n, before))
  }
  return found
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

const repeated = (names: readonly string[]): string[] =>
  [...countsOf(names)].filter(([, times]) => times > 1).map(([name]) => name)
