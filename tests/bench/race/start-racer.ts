import { fileURLToPath } from 'node:url'
import { startProcess } from '../../setup/started-process.ts'
import type { Load } from './contender.ts'
import type { Entrant } from './entrants.ts'
import type { Profile } from './profile.ts'

/** What goes to the process of a racer, and what comes back. */
export interface Call {
  id: number
  name: string
  args: unknown[]
}
export type RacerEvent = { id: number; result?: unknown; error?: string } | TurnsReport
/** So many turns since its start. `n` is the first message after the last report, whose turn began at `at`. */
export interface TurnsReport {
  event: 'turns'
  turns: number
  n: number
  at: number
  causedAt?: number
}

export interface SenderProcess extends AsyncDisposable {
  prepare(): Promise<void>
  fill(load: Load): Promise<void>
  left(): Promise<number>
  sendOne(n: number): Promise<{ askedAt: number; committedAt: number }>
  sendFor(ms: number, senders: number, load: Load): Promise<number>
}

export interface WorkerProcess extends AsyncDisposable {
  start(): Promise<void>
  stop(): Promise<void>
  startProfile(): Promise<void>
  endProfile(): Promise<Profile>
}

const RACER = fileURLToPath(new URL('racer.ts', import.meta.url))

export async function startSender(entrant: Entrant, url: string): Promise<SenderProcess> {
  const { call, end } = await startRacer(entrant, 'sender', url, () => {})
  return {
    prepare: () => call('prepare'),
    fill: (load) => call('fill', load),
    left: () => call<number>('left'),
    sendOne: (n) => call('sendOne', n),
    sendFor: (...args) => call('sendFor', ...args),
    [Symbol.asyncDispose]: end,
  }
}

export async function startWorker(
  entrant: Entrant,
  url: string,
  onTurns: (report: TurnsReport) => void,
): Promise<WorkerProcess> {
  const { call, end } = await startRacer(entrant, 'worker', url, onTurns)
  return {
    start: () => call('start'),
    stop: () => call('stop'),
    startProfile: () => call('startProfile'),
    endProfile: () => call<Profile>('endProfile'),
    [Symbol.asyncDispose]: end,
  }
}

async function startRacer(
  { module, variant }: Entrant,
  role: 'sender' | 'worker',
  url: string,
  onTurns: (report: TurnsReport) => void,
) {
  const lines: string[] = []
  const answers = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  const racer = await startProcess({
    args: [RACER, module, variant, role, url],
    env: { PATH: process.env.PATH },
    cwd: import.meta.dirname,
    isReady: (line) => line === 'ready',
    onLine: (line) => lines.push(line),
    onMessage(message) {
      const event = message as RacerEvent
      if ('event' in event) return onTurns(event)
      const answer = answers.get(event.id)!
      answers.delete(event.id)
      if (event.error === undefined) answer.resolve(event.result)
      else answer.reject(new Error(event.error))
    },
  })
  racer.child.on('exit', () => {
    const error = new Error(`${module} ${role} ended:\n${lines.slice(-20).join('\n')}`)
    for (const { reject } of answers.values()) reject(error)
    answers.clear()
  })

  let calls = 0
  const call = <T>(name: string, ...args: unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (!racer.isRunning())
        return reject(new Error(`${module} ${role} is gone:\n${lines.slice(-20).join('\n')}`))
      calls += 1
      answers.set(calls, { resolve: resolve as (result: unknown) => void, reject })
      racer.child.send({ id: calls, name, args } satisfies Call)
    })
  return { call, end: async () => void (await racer.end('SIGKILL')) }
}
