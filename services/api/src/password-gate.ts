import { createHash, timingSafeEqual } from 'node:crypto'
import { DomainError, isLoopback, isPassword, type Settings } from '@pm-bot/domain'
import { createAllowance } from './attempt-allowance.ts'
import { neighbourhoodOf } from './client-address.ts'

/** Wrong passwords of one source: five at once, then one in half a minute. */
const OF_ONE = { burst: 5, everyMs: 30_000, sources: 10_000 }
/** And of all strangers together, however many addresses they have. */
const OF_STRANGERS = { burst: 30, everyMs: 2000, sources: 1 }
const STRANGERS = 'strangers'

export interface Guesser {
  address: string
  /** Of a browser that knew the password before. */
  knownBrowser: string | undefined
}

export type CheckPassword = (attempt: string, guesser: Guesser) => Promise<void>

/**
 * The only place where a password is compared, and so the only one where guesses are counted: an
 * attempt is paid for before it is compared, and the right one is paid back. Whoever has no attempts
 * left is not compared at all, or waiting would mean nothing. So that strangers cannot keep the
 * operator out, a browser that was let in before has attempts of its own, and so has loopback.
 * @throws DomainError for a wrong password, and for what comes too fast
 */
export function createPasswordGate(
  settings: Pick<Settings, 'password' | 'passwordHash'>,
  now: () => number = Date.now,
): CheckPassword {
  const isRight = comparisonOf(settings)
  const ofOne = createAllowance(OF_ONE, now)
  const ofStrangers = createAllowance(OF_STRANGERS, now)
  let line: Promise<unknown> = Promise.resolve()

  return async function checkPassword(attempt, { address, knownBrowser }) {
    const source = knownBrowser ?? neighbourhoodOf(address)
    const isStranger = knownBrowser === undefined && !isLoopback(address)
    refuse(ofOne.take(source))
    const wait = isStranger ? ofStrangers.take(STRANGERS) : 0
    if (wait > 0) ofOne.giveBack(source)
    refuse(wait)

    // One at a time: a hash takes memory and a processor, and what was paid for bounds the line.
    const compared = line.then(() => isRight(attempt))
    line = compared.catch(() => {})
    if (!(await compared)) {
      throw new DomainError('wrong_password', 'this is not the password', {
        attemptsLeft: ofOne.left(source),
      })
    }
    ofOne.giveBack(source)
    if (isStranger) ofStrangers.giveBack(STRANGERS)
  }
}

function refuse(waitMs: number): void {
  if (waitMs <= 0) return
  const retryAfterSeconds = Math.ceil(waitMs / 1000)
  throw new DomainError(
    'too_many_requests',
    `too many wrong passwords; try again in ${retryAfterSeconds} s`,
    {
      retryAfterSeconds,
    },
  )
}

function comparisonOf({ password, passwordHash }: Pick<Settings, 'password' | 'passwordHash'>) {
  if (passwordHash !== null) return (attempt: string) => isPassword(attempt, passwordHash)
  if (password === null) return async () => false
  const expected = digest(password)
  return async (attempt: string) => timingSafeEqual(digest(attempt), expected)
}

/** Equal lengths for the comparison, whatever was typed. */
const digest = (text: string) => createHash('sha256').update(text.normalize('NFKC')).digest()
