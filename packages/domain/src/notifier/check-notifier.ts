import { assertTimeZone } from '../schedule/cron-times.ts'
import { canonicalJson } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import type { NotifierFacts, NotifierTarget } from './notifier.ts'

/** What was trusted with a secret is not any other. @throws DomainError */
export function assertSameParty(
  { target, secret }: Pick<NotifierFacts, 'target' | 'secret'>,
  next: NotifierTarget,
): void {
  if (secret === null || canonicalJson(partyOf(target)) === canonicalJson(partyOf(next))) return
  throw new DomainError('invalid_spec', '“secret” must be given again for another target; null takes it away')
}

function partyOf(target: NotifierTarget): unknown {
  switch (target.kind) {
    case 'ntfy':
      return [target.kind, target.server]
    case 'email':
      return [target.kind, target.host, target.port, target.encryption, target.user]
    case 'webhook':
    case 'web_push':
      return target
  }
}

/** @throws DomainError when they do not belong together */
export function checkNotifier({
  target,
  secret,
  quietHours,
}: Pick<NotifierFacts, 'target' | 'secret' | 'quietHours'>): void {
  const address = addressOf(target)
  if (address !== null) assertAddress(address)
  if (quietHours) {
    assertTimeZone(quietHours.timeZone)
    if (quietHours.from === quietHours.to) {
      throw new DomainError('invalid_spec', '“quietHours.to” must be another time than “quietHours.from”')
    }
  }
  if (secret === null && (target.kind === 'webhook' || target.kind === 'web_push')) {
    throw new DomainError('invalid_spec', `“secret” is needed by a notifier of the kind ${target.kind}`)
  }
  if (target.kind === 'email' && (target.user === null) !== (secret === null)) {
    throw new DomainError('invalid_spec', '“secret” is the password of “target.user”: both, or neither')
  }
}

function addressOf(target: NotifierTarget): string | null {
  switch (target.kind) {
    case 'ntfy':
      return target.server
    case 'webhook':
      return target.url
    case 'email':
    case 'web_push':
      return null
  }
}

/** Credentials in an address would be shown with it, and no request leaves with them. */
function assertAddress(text: string): void {
  const url = URL.parse(text)
  if (url === null) throw new DomainError('invalid_spec', '“target” needs an address such as https://ntfy.sh')
  if (url.username !== '' || url.password !== '') {
    throw new DomainError('invalid_spec', 'the address of “target” may hold no user and password')
  }
}
