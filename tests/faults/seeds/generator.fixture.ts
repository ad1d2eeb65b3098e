import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRedactor } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'
import type { Acknowledged, GeneratorOrders } from './generators.ts'
import { type Letter, tellAll } from './inside/mail-slot.ts'

// Sends its batches one after the other, each again and again until it is acknowledged, and
// keeps a list of those that were. Started again, it goes on behind the last one in that list.
const orders: GeneratorOrders = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
const { batches, acknowledgedFile, startAt, lastMs, mailUrl } = orders

const send = mailUrl === undefined ? await openDirectly(process.env.DATABASE_URL!) : sendTo(mailUrl)
process.stdout.write('the generator is ready\n')

for (let batch = countAcknowledged(); batch < batches.length; batch += 1) {
  const dueAt = startAt + (batch / batches.length) * lastMs
  await sleep(Math.max(0, dueAt - Date.now()))
  let tries = 1
  for (; !(await isSent(batches[batch]!)); tries += 1) await sleep(50)
  const acknowledged: Acknowledged = { batch, at: Date.now(), tries }
  appendFileSync(acknowledgedFile, `${JSON.stringify(acknowledged)}\n`)
}
// Done; it stays, so that it is not started again.
setInterval(() => {}, 60_000)

function countAcknowledged(): number {
  return existsSync(acknowledgedFile) ? readFileSync(acknowledgedFile, 'utf8').split('\n').length - 1 : 0
}

/** What failed may have been done: the same ids go again. */
async function isSent(letters: Letter[]): Promise<boolean> {
  return await send(letters).then(
    () => true,
    (error: Error) => {
      console.error(`not acknowledged: ${error.message}`)
      return false
    },
  )
}

async function openDirectly(url: string): Promise<(letters: Letter[]) => Promise<void>> {
  const store = await openStore({
    location: { url },
    applicationName: 'pm-bot generator',
    redactor: createRedactor([]),
    supervise: false,
    poolSize: 2,
    onError: (error) => console.error(error.message),
  })
  return (letters) => tellAll(store.storage, letters)
}

function sendTo(url: string): (letters: Letter[]) => Promise<void> {
  return async (letters) => {
    const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(letters) })
    if (status !== 204) throw new Error(`answered with ${status}`)
  }
}
