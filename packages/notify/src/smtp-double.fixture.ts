import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  from: string
  to: string[]
  text: string
}

/** A mail server on loopback, with one user. `refuses`: what it says instead of taking a letter. */
export async function openSmtpDouble(user: string, password: string) {
  const letters: Letter[] = []
  const refusal: { now?: { responseCode: number; message: string } } = {}
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    onAuth({ username, password: given }, _session, done) {
      if (username === user && given === password) return done(null, { user })
      done(new Error('authentication failed'))
    },
    onData(stream, { envelope }, done) {
      void text(stream).then((body) => {
        if (refusal.now) {
          return done(
            Object.assign(new Error(refusal.now.message), { responseCode: refusal.now.responseCode }),
          )
        }
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        letters.push({ from, to: envelope.rcptTo.map(({ address }) => address), text: body })
        done(null, 'kept')
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    refuses(responseCode: number, message: string) {
      refusal.now = { responseCode, message }
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
