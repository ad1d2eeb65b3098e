// Run it: node packages/runtime/examples/counter.ts
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@pm-bot/domain'
import { ask, castOf, defineActor, startDispatch } from '@pm-bot/runtime'
import { openStore } from '@pm-bot/store'

const counter = defineActor<number, { add: number }, never, number>({
  kind: 'counter',
  codeVersion: 1,
  initialState: 0,
  receive: (count, { add }) => ({ state: count + add, reply: count + add }),
})
const cast = castOf(counter)

const directory = mkdtempSync(join(tmpdir(), 'counter-'))
const store = await openStore({
  location: { file: join(directory, 'counter.sqlite3') },
  redactor: createRedactor([]),
  projectors: {},
  onError: console.error,
})
const dispatch = startDispatch({ storage: store.storage, cast, onError: console.error })

// Tell and forget: the message commits with whatever else the transaction does.
const apples = { kind: 'counter', key: 'apples' }
await store.storage.transaction(async (tx) => {
  for (let n = 0; n < 10; n += 1) tx.tell(apples, { add: 1 })
})
// Ask and wait: behind the ten, because an actor has one message at a time and in order.
console.log('apples:', await ask(store.storage, cast, apples, { add: 100 }))
console.log('pears:', await ask(store.storage, cast, { kind: 'counter', key: 'pears' }, { add: 1 }))

await dispatch.stop()
await store.close()
rmSync(directory, { recursive: true })
