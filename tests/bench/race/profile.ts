import { Session } from 'node:inspector/promises'
import { performance } from 'node:perf_hooks'
import { countRoundTrips } from './round-trips.ts'

/** Where a process spent its time. */
export interface Profile {
  wallMs: number
  /** Both, of all threads. */
  cpuMs: number
  /** JavaScript ran, or whatever it called; the rest of the time it waited. */
  busyMs: number
  /** To Postgres. */
  roundTrips: number
  functions: FunctionTime[]
}

export interface FunctionTime {
  name: string
  /** A package, a file of ours, a part of Node, or the engine. */
  where: string
  selfMs: number
}

const SAMPLE_US = 500

let begun:
  | {
      session: Session
      at: number
      cpu: NodeJS.CpuUsage
      loop: ReturnType<typeof utilization>
      trips: ReturnType<typeof countRoundTrips>
    }
  | undefined
const utilization = () => performance.eventLoopUtilization()

export async function startProfile(): Promise<void> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US })
  await session.post('Profiler.start')
  begun = {
    session,
    at: performance.now(),
    cpu: process.cpuUsage(),
    loop: utilization(),
    trips: countRoundTrips(),
  }
}

export async function endProfile(): Promise<Profile> {
  const { session, at, cpu, loop, trips } = begun!
  const wallMs = performance.now() - at
  const { user, system } = process.cpuUsage(cpu)
  const { active } = performance.eventLoopUtilization(loop)
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()

  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]))
  const functions = new Map<string, FunctionTime>()
  profile.samples?.forEach((id, index) => {
    const { functionName, url } = nodes.get(id)!
    const name = functionName || '(anonymous)'
    const where = placeOf(url)
    const key = `${where} ${name}`
    const found = functions.get(key) ?? { name, where, selfMs: 0 }
    found.selfMs += (profile.timeDeltas?.[index] ?? 0) / 1000
    functions.set(key, found)
  })
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    busyMs: active,
    roundTrips: trips.count(),
    functions: [...functions.values()].sort((a, b) => b.selfMs - a.selfMs),
  }
}

/** `pg`, `packages/store/src/mailbox.postgres.ts`, `node:net`. */
function placeOf(url: string): string {
  if (url === '') return 'the engine'
  const inside = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (inside) return inside
  return /\/((?:packages|tests)\/.*)/.exec(url)?.[1] ?? url
}
