import { createHash, timingSafeEqual } from 'node:crypto'
import { DomainError } from '@pm-bot/domain'

const WINDOW_MS = 60_000
/** Wrong passwords in a minute, from one address and from all of them. */
const MOST_FAILURES = { ofOne: 5, ofAll: 100 }
/** Passwords in a second, right or wrong. */
const MOST_COMPARED = 10

/**
 * The only place where a password is compared, and so the only one where guesses are counted.
 * Behind a proxy everybody has one address, and a stranger's guesses must not keep the operator
 * out: while wrong passwords wait, the right one is let in. As whoever guesses may then disregard
 * the wait, only so many are compared at all, by the second: that is how long a flood keeps anyone out.
 * @throws DomainError for a wrong password, and for what comes too fast
 */
export function createPasswordGate(password: string, now: () => number = Date.now) {
  const expected = digest(password)
  let failures: { from: string; at: number }[] = []
  let compared = { second: 0, count: 0 }

  return function checkPassword(attempt: string, from: string): void {
    const second = Math.floor(now() / 1000)
    if (second !== compared.second) compared = { second, count: 0 }
    if (compared.count >= MOST_COMPARED) throw tooMany('too many sign-ins at once; try again', 1)
    compared.count += 1
    if (timingSafeEqual(digest(attempt), expected)) return

    failures = failures.filter(({ at }) => at > now() - WINDOW_MS)
    const ofOne = failures.filter((failure) => failure.from === from)
    const attemptsLeft = Math.min(MOST_FAILURES.ofOne - ofOne.length, MOST_FAILURES.ofAll - failures.length)
    if (attemptsLeft <= 0) {
      const counted = ofOne.length >= MOST_FAILURES.ofOne ? ofOne : failures
      const seconds = Math.ceil((counted[0]!.at + WINDOW_MS - now()) / 1000)
      throw tooMany('too many wrong passwords; wait a minute and try again', seconds)
    }
    failures.push({ from, at: now() })
    throw new DomainError('wrong_password', 'this is not the password', { attemptsLeft: attemptsLeft - 1 })
  }
}

const tooMany = (sentence: string, retryAfterSeconds: number) =>
  new DomainError('too_many_requests', sentence, { retryAfterSeconds })

/** Equal lengths for the comparison, whatever was typed. */
const digest = (text: string) => createHash('sha256').update(text).digest()
