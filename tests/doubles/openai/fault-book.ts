import type { ModelFault, ModelFaultKind, ModelFaults } from './contract.ts'

export interface ModelFaultBook {
  faults: ModelFaults
  /** The fault that befalls the next request, if any. */
  draw(): ModelFault | undefined
}

export function createModelFaultBook(): ModelFaultBook {
  let waiting: (ModelFault & { left: number })[] = []
  const bitten: ModelFaultKind[] = []
  return {
    faults: {
      add: (fault) => void waiting.push({ ...fault, left: fault.times ?? 1 }),
      clear() {
        waiting = []
      },
      bitten: () => [...bitten],
    },
    draw() {
      const fault = waiting.find(({ left }) => left > 0)
      if (!fault) return undefined
      fault.left -= 1
      bitten.push(fault.kind)
      return fault
    },
  }
}
