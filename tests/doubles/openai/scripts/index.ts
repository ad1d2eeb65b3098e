import type { Script } from '../contract.ts'
import { adversary } from './adversary.ts'

/** The models that every double has, by the name that a run asks for. */
export const scripts: Readonly<Record<string, Script>> = {
  adversary,
  'says-hello': () => ({ say: 'Hello.' }),
}
