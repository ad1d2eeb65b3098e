// One process of a race, driven by its parent: `node racer.ts <module> <variant> <sender | worker> <url>`.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Contender, type Load, type Message, sharedClock } from './contender.ts'
import { endProfile, startProfile } from './profile.ts'
import type { Call, RacerEvent } from './start-racer.ts'

const LIMIT_MS = 240_000
const REPORT_MS = 2

const [module, variant, role, url] = process.argv.slice(2) as [string, string, 'sender' | 'worker', string]
// However its parent ends, this process does not stay.
process.on('disconnect', () => process.exit(1))
setTimeout(() => process.exit(1), LIMIT_MS).unref()

const { contenders }: { contenders: Record<string, Contender> } = await import(module)
const contender = contenders[variant]!
const doors = role === 'sender' ? await sender() : await worker()
process.on('message', async ({ id, name, args }: Call) => {
  try {
    report({ id, result: await doors[name]!(...(args as never[])) })
  } catch (error) {
    report({ id, error: String((error as Error).stack ?? error) })
  }
})
console.log('ready')

type Doors = Record<string, (...args: never[]) => Promise<unknown>>

async function sender(): Promise<Doors> {
  const { prepare, fill, send, left, close } = await contender.openSender(url)
  return {
    prepare,
    fill,
    left,
    close,
    /** When it was asked for, and when it was committed. */
    async sendOne(n: number) {
      const askedAt = sharedClock()
      await send({ actor: `actor-${n % 100}`, n })
      return { askedAt, committedAt: sharedClock() }
    },
    /** Several senders, each with one message after the other, for so long. */
    async sendFor(ms: number, senders: number, { actors }: Load) {
      let n = 0
      const end = sharedClock() + ms
      const loop = async () => {
        while (sharedClock() < end) {
          n += 1
          await send({ actor: `actor-${n % actors}`, n })
        }
      }
      await Promise.all(Array.from({ length: senders }, loop))
      return n
    },
  }
}

async function worker(): Promise<Doors> {
  const { start, stop, close } = await contender.openWorker(url)
  let turns = 0
  let reporting = false
  const reportSoon = async ({ n }: Message, causedAt?: number) => {
    const at = sharedClock()
    turns += 1
    if (reporting) return
    reporting = true
    await sleep(REPORT_MS)
    reporting = false
    report({ event: 'turns', turns, n, at, ...(causedAt === undefined ? {} : { causedAt }) })
  }
  return {
    start: () => start((message, causedAt) => void reportSoon(message, causedAt)),
    stop,
    close,
    startProfile,
    endProfile,
  }
}

function report(event: RacerEvent): void {
  if (process.connected) process.send!(event)
}
