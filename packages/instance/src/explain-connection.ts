import { isTransientPostgresError } from '@pm-bot/store'
import { StartError } from './start-error.ts'

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there; start Postgres, or mend DATABASE_URL',
  ENOTFOUND: 'there is no such host; mend DATABASE_URL',
  ETIMEDOUT: 'it does not answer; mend DATABASE_URL or the network',
  '28P01': 'the password is wrong; mend DATABASE_URL',
  '28000': 'this user may not connect; mend DATABASE_URL or pg_hba.conf',
  '42501':
    'this user lacks rights that pm-bot needs; as the owner, run npm run pm-bot -- migrate --runtime-role with its name',
  '3D000': 'there is no such database; create it, or mend DATABASE_URL',
}

const BROKEN_OFF =
  'it broke off the connection, as it does when it stops or starts; try again once it stays up'

/** The sentence for what the operator can mend, instead of the driver's. */
export function explainConnection(error: unknown, url: string): unknown {
  const { code } = error as { code?: string }
  const sentence = (code && SENTENCES[code]) ?? (isTransientPostgresError(error) ? BROKEN_OFF : undefined)
  if (!sentence) return error
  const { host, pathname } = new URL(url)
  return new StartError(`cannot open the database ${pathname.slice(1)} at ${host}: ${sentence}`, {
    cause: error,
  })
}
