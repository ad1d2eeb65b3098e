import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LoadPlan, LoadResult } from './load-plan.ts'

const GENERATOR = fileURLToPath(new URL('./load-generator.ts', import.meta.url))

export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const generator = fork(GENERATOR)
  const ended = once(generator, 'exit').then(() => {
    throw new Error('the load generator ended without a result')
  })
  generator.send(plan)
  const [result] = await Promise.race([once(generator, 'message'), ended])
  return result
}
