import { createRedactor, newId } from '@pm-bot/domain'
import { castOf, defineActor, startDispatch } from '@pm-bot/runtime'
import { openStore, registerWorker } from '@pm-bot/store'

// A worker whose actors die of a message of the type `bomb`: not by throwing, but with their process.
const [location] = process.argv.slice(2)
setTimeout(() => process.exit(3), 120_000).unref()

const actor = defineActor<string[], { type: string; note?: string }, never, unknown>({
  kind: 'fragile',
  codeVersion: 1,
  initialState: [],
  receive(seen, { type, note = type }) {
    if (type === 'bomb') process.kill(process.pid, 'SIGKILL')
    return { state: [...seen, note] }
  },
})

const store = await openStore({
  location: location!.startsWith('postgres:') ? { url: location! } : { file: location! },
  redactor: createRedactor([]),
  supervise: false,
  onError: (error) => console.error(error.message),
})
const registered = await registerWorker(store.database, {
  workerId: newId(),
  version: 'test',
  queues: {},
  onHold: () => {},
  onError: (error) => console.error(error.message),
})
startDispatch({
  storage: store.storage,
  cast: castOf(actor),
  onServe: registered.serving,
  onError: (error) => console.error(error),
})
process.stdout.write('the worker is ready\n')
