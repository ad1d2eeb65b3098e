import { createRedactor } from '@pm-bot/domain'
import { takeTurns } from '@pm-bot/runtime'
import { openStore } from '@pm-bot/store'
import { type Mutant, mutate } from '../faults/mutants/mutate.ts'
import { cast, MESSAGES, projectors, sendShare } from './ledger.ts'

// One process of the race: sends the shares that it is given, and takes turns until its input ends.
const [url, mutant, shares = '', total = String(MESSAGES)] = process.argv.slice(2)
setTimeout(() => process.exit(3), 60_000).unref()

const store = await openStore({
  location: { url: url! },
  redactor: createRedactor([]),
  projectors,
  supervise: false,
  poolSize: 3,
  onError: (error) => console.error(error),
})
const storage = mutate(store.storage, mutant as Mutant)
let ended = false
process.stdin.on('end', () => {
  ended = true
})
process.stdout.write('ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))

const senders = shares.split(',').filter(Boolean)
const sent = Promise.all(senders.map((sender) => sendShare(store.storage, Number(sender), Number(total))))
while (!ended) {
  const { handled } = await takeTurns(storage, cast, {
    limits: { actors: 1, messagesEach: 20, attempts: 1000 },
  })
  if (handled === 0) await new Promise((resolve) => setTimeout(resolve, 2))
}
await sent
await store.close()
