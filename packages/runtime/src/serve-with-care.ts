import type { Address, Cast } from './define-actor.ts'
import { outlast } from './outlast.ts'
import type { Storage, StorageTx, StoredMessage } from './ports.ts'
import { park } from './serve.ts'
import { takeTurnAlone } from './take-turn-alone.ts'
import { limitsOf, type TurnLimits, type TurnOptions } from './turn-limits.ts'
import { NOTHING, type ParkedMessage, sum, type TurnsTaken } from './turns-taken.ts'

const PATIENCE_MS = 10_000
/** Longer than that, so that no two processes expect to die of the same message. */
const CARE_MS = 15_000

/** Messages of one suspected actor, one a transaction, before others have their turn. */
const CAREFUL_TURNS = 50

/**
 * Of an actor that a process may have died of, the oldest message is served alone. Its crash
 * is counted in a transaction before the one that handles it, since nobody would be left to
 * count it afterwards; the turn that removes the message removes the count, and counts the next one's.
 */
export async function serveWithCare(
  storage: Storage,
  cast: Cast,
  address: Address,
  options: TurnOptions,
): Promise<TurnsTaken> {
  const limits = { ...limitsOf(options), messagesEach: 1 }
  const carefulTurn = async (isLast: boolean): Promise<{ taken: TurnsTaken; next: Expectation }> => {
    let expected: Expectation[] = []
    const turn = await takeTurnAlone(
      storage,
      cast,
      address,
      { ...options, limits },
      async (tx, { failed }) => {
        await tx.endCare(address)
        expected = failed.length > 0 || isLast ? [] : [await expectTheWorst(tx, address, limits)]
      },
    )
    const taken = turn === 'suspected' ? NOTHING : turn
    // What was expected in a transaction that failed was not written.
    const [next] = taken.failed.length > 0 ? [] : expected
    return { taken, next: next ?? 'nothing' }
  }

  let taken = NOTHING
  let next = await storage.transaction((tx) => expectTheWorst(tx, address, limits))
  for (let turns = 1; next === 'expected'; turns += 1) {
    // This process lives: a database that is away must not look like a crash.
    const turn = await outlast(storage, AbortSignal.timeout(PATIENCE_MS), () =>
      carefulTurn(turns === CAREFUL_TURNS),
    )
    taken = sum(taken, turn.taken)
    next = turn.next
  }
  return next === 'nothing' ? taken : sum(taken, { ...NOTHING, parked: [next] })
}

type Expectation = 'nothing' | 'expected' | ParkedMessage

async function expectTheWorst(tx: StorageTx, address: Address, limits: TurnLimits): Promise<Expectation> {
  const actor = await tx.tryLockActor(address)
  if (!actor?.suspected) return 'nothing'
  // The one that expected it before lives, or nobody knows yet that it is dead.
  if (actor.careUntil !== null && actor.careUntil > (await tx.now())) return 'nothing'
  const [message] = await tx.oldestMessages(actor, 1)
  if (message && message.crashes < limits.crashes) {
    await tx.expectCrash(message, CARE_MS)
    return 'expected'
  }
  const parked = message && (await park(tx, message, 'crashed', diedOf(message)))
  await tx.endCare(actor)
  return parked ?? 'nothing'
}

const diedOf = ({ crashes }: StoredMessage): string =>
  `${crashes + 1} processes died while they handled this message or its neighbours; it is not tried again by itself`
