import { createRandom } from '../../../faults/seeds/random.ts'
import type { BittenFault, Faults, NewFault, Traffic } from '../contract/faults.ts'

export interface FaultBook {
  faults: Faults
  /** The fault that befalls this request, if any. */
  draw(traffic: Traffic, method: string, path: string): NewFault | undefined
  /** How long ago a change that is seen now says that it happened. */
  lateness(): number
  forgetBitten(): void
}

interface Rule extends NewFault {
  id: number
  left: number
  pattern: RegExp | undefined
}

export function createFaultBook(seed: number): FaultBook {
  const random = createRandom(seed).fork('faults')
  let rules: Rule[] = []
  let lastId = 0
  let late = { probability: 0, upToMilliseconds: 0 }
  const bitten: BittenFault[] = []

  return {
    faults: {
      add(fault) {
        const pattern = fault.matching === undefined ? undefined : new RegExp(fault.matching)
        rules.push({ ...fault, id: ++lastId, left: fault.times ?? Number.POSITIVE_INFINITY, pattern })
        return lastId
      },
      remove(id) {
        rules = rules.filter((rule) => rule.id !== id)
      },
      clear() {
        rules = []
        late = { probability: 0, upToMilliseconds: 0 }
      },
      updateLate(options) {
        late = options
      },
      bitten: () => [...bitten],
    },
    draw(traffic, method, path) {
      const rule = rules.find(
        ({ on, left, pattern, probability = 1 }) =>
          left > 0 &&
          (on === undefined || on.includes(traffic)) &&
          (pattern === undefined || pattern.test(`${method} ${path}`)) &&
          random.chance(probability),
      )
      if (!rule) return undefined
      rule.left -= 1
      bitten.push({ kind: rule.kind, method, path })
      return rule
    },
    lateness: () => (random.chance(late.probability) ? random.int(0, late.upToMilliseconds) : 0),
    forgetBitten() {
      bitten.length = 0
    },
  }
}
