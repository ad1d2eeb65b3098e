import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OtherProgram } from '../../setup/fleet.ts'
import type { Letter } from './inside/mail-slot.ts'
import type { GeneratorPlan } from './plan-workload.ts'

/** What a generator is told, in a file: it outlives every one of its processes. */
export interface GeneratorOrders {
  batches: Letter[][]
  acknowledgedFile: string
  startAt: number
  /** Over which its batches are spread. */
  lastMs: number
  /** Without it, it opens the database itself. */
  mailUrl?: string
}

/** One line of its own list. */
export interface Acknowledged {
  batch: number
  at: number
  tries: number
}

export interface Generator {
  plan: GeneratorPlan
  program: OtherProgram
  args: string[]
  acknowledged(): Acknowledged[]
  isDone(): boolean
}

export function prepareGenerator(
  directory: string,
  plan: GeneratorPlan,
  orders: Omit<GeneratorOrders, 'batches' | 'acknowledgedFile'>,
): Generator {
  const acknowledgedFile = join(directory, `${plan.name}.acknowledged`)
  const ordersFile = join(directory, `${plan.name}.json`)
  writeFileSync(ordersFile, JSON.stringify({ ...orders, batches: plan.batches, acknowledgedFile }))
  const acknowledged = () => (existsSync(acknowledgedFile) ? readLines<Acknowledged>(acknowledgedFile) : [])
  return {
    plan,
    program: { name: plan.name, file: fileURLToPath(new URL('generator.fixture.ts', import.meta.url)) },
    args: [ordersFile],
    acknowledged,
    isDone: () => acknowledged().length === plan.batches.length,
  }
}

export const readLines = <Line>(file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
