import type { Workbench } from '@pm-bot/domain'
import type { Bench } from './bench.ts'

/** What calls of models and tools may cost: asked of the workspace's budget before each, told after it. */
export function spend(_bench: Bench): Pick<Workbench, 'reserve' | 'settle'> {
  return {
    async reserve() {
      return { status: 'refused', sentence: 'There is no budget yet.' }
    },
    async settle() {},
  }
}
