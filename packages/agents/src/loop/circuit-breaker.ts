import { effectOf } from '@pm-bot/domain'
import { callSignature, type TraceEntry } from './tool-trace.ts'

/** Turns that brought nothing new. */
const FRUITLESS_TURNS = 5
/** The same call again, with nothing changed in between. */
const SAME_CALLS = 4
const ERRORS_IN_A_ROW = 8
/** Of one run, whatever they brought. */
export const MOST_TURNS = 200

/** Why the agent is stuck, to follow “the agent is stuck:”; null while it is not. `trace` begins where it was last helped. */
export function whyStuck(trace: readonly TraceEntry[]): string | null {
  const fruitless = fruitlessTurns(trace)
  if (fruitless >= FRUITLESS_TURNS) return `its last ${fruitless} turns brought nothing new`
  const repeated = repeatedCall(trace)
  if (repeated !== null) {
    return `it called ${repeated} ${SAME_CALLS} times with the same arguments, and nothing changed in between`
  }
  const errors = trace.length - 1 - trace.findLastIndex(isFine)
  return errors >= ERRORS_IN_A_ROW ? `its last ${errors} calls all failed` : null
}

const isFine = ({ outcome }: TraceEntry) => outcome === 'done' || outcome === 'answered'

/** How many of the last turns brought nothing that was not known before. */
function fruitlessTurns(trace: readonly TraceEntry[]): number {
  const known = new Set<string>()
  const fruitful = new Set<number>()
  for (const entry of trace) {
    const what = `${callSignature(entry)} ${entry.resultHash}`
    if (isFine(entry) && (entry.outcome === 'answered' || !known.has(what))) fruitful.add(entry.turn)
    known.add(what)
  }
  const turns = [...new Set(trace.map(({ turn }) => turn))]
  return turns.length - 1 - turns.findLastIndex((turn) => fruitful.has(turn))
}

function repeatedCall(trace: readonly TraceEntry[]): string | null {
  const changed = trace.findLastIndex((entry) => entry.outcome === 'done' && writes(entry))
  const counts = new Map<string, number>()
  for (const entry of trace.slice(changed + 1)) {
    if (entry.tool === null) continue
    const count = (counts.get(callSignature(entry)) ?? 0) + 1
    counts.set(callSignature(entry), count)
    if (count >= SAME_CALLS) return entry.tool
  }
  return null
}

/** A command may change the clone, and may as well be what is repeated. */
const writes = ({ tool, args }: TraceEntry) =>
  tool !== null && tool !== 'run' && effectOf({ tool, args }) === 'clone'
