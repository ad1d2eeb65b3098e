import { makeCalls, openForRace, productDesk } from './budget-race.ts'

// One process of the race: makes a worker's calls, as the attempt that it is told to be.
const [url, worker, attempt] = process.argv.slice(2)
setTimeout(() => process.exit(3), 60_000).unref()

const store = await openForRace({ url: url! })
process.stdout.write('ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))
await makeCalls(store, Number(worker), attempt!, productDesk)
await store.close()
process.exit(0)
