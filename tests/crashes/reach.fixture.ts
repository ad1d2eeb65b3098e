/** What the test tells a process: at which points to stop from now on, and at which to go on. */
export type CrashOrder = { arm: readonly string[] } | { goOn: string }
/** What the process tells the test. */
export type CrashReport = { started: true } | { armed: true } | { reached: string; pid: number }

let armed = new Set<string>()
const waiting = new Map<string, () => void>()
const { promise: told, resolve: start } = Promise.withResolvers<void>()

process.on('message', (order: CrashOrder) => {
  if ('goOn' in order) return waiting.get(order.goOn)?.()
  armed = new Set(order.arm)
  start()
  report({ armed: true })
})
// Without its test it is of no use to anybody.
process.on('disconnect', () => process.exit())

function report(said: CrashReport): void {
  process.send?.(said)
}

/** A process that begins before it knows its points would pass them. */
export async function untilTold(): Promise<void> {
  report({ started: true })
  await told
  process.channel?.unref()
}

export const isArmed = (point: string): boolean => armed.has(point)

/** Stops at this point if it is armed, once: until the test says so, or for ever if it kills the process. */
export async function reach(point: string): Promise<void> {
  if (!armed.delete(point)) return
  await new Promise<void>((resolve) => {
    waiting.set(point, resolve)
    report({ reached: point, pid: process.pid })
  })
}

/** The work between two points. */
export async function between<T>(step: string, work: () => Promise<T>): Promise<T> {
  await reach(`before ${step}`)
  const result = await work()
  await reach(`after ${step}`)
  return result
}
