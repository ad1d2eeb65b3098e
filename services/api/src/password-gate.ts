import { createHash, timingSafeEqual } from 'node:crypto'
import { DomainError } from '@pm-bot/domain'

const WINDOW_MS = 60_000
/** Wrong passwords in a minute, from one address and from all of them. */
const MOST_FAILURES = { ofOne: 5, ofAll: 100 }

/**
 * The only place where a password is compared, and so the only one where guesses are counted.
 * @throws DomainError for a wrong password, and for any while there were too many wrong ones
 */
export function createPasswordGate(password: string, now: () => number = Date.now) {
  const expected = digest(password)
  let failures: { from: string; at: number }[] = []

  return function checkPassword(attempt: string, from: string): void {
    failures = failures.filter(({ at }) => at > now() - WINDOW_MS)
    const ofOne = failures.filter((failure) => failure.from === from)
    const counted = ofOne.length >= MOST_FAILURES.ofOne ? ofOne : failures
    if (ofOne.length >= MOST_FAILURES.ofOne || failures.length >= MOST_FAILURES.ofAll) {
      const retryAfterSeconds = Math.ceil((counted[0]!.at + WINDOW_MS - now()) / 1000)
      throw new DomainError('too_many_requests', 'too many wrong passwords; wait a minute and try again', {
        retryAfterSeconds,
      })
    }
    if (timingSafeEqual(digest(attempt), expected)) return
    failures.push({ from, at: now() })
    throw new DomainError('wrong_password', 'this is not the password')
  }
}

/** Equal lengths for the comparison, whatever was typed. */
const digest = (text: string) => createHash('sha256').update(text).digest()
