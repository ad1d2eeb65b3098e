import { expect, test } from 'vitest'
import { barParts } from './bar-parts.ts'

test.each([
  [
    { limit: 200, spent: 20, reserved: 5 },
    { spent: 10, reserved: 2.5, tone: 'fine' },
  ],
  [
    { limit: 200, spent: 160, reserved: 0 },
    { spent: 80, reserved: 0, tone: 'warned' },
  ],
  [
    { limit: 200, spent: 200, reserved: 0 },
    { spent: 100, reserved: 0, tone: 'full' },
  ],
  [
    { limit: 100, spent: 150, reserved: 50 },
    { spent: 75, reserved: 25, tone: 'full' },
  ],
  [
    { limit: 0, spent: 0, reserved: 0 },
    { spent: 0, reserved: 0, tone: 'full' },
  ],
  [{ limit: null, spent: 7, reserved: 0 }, undefined],
] as const)('%j is drawn as %j', (measure, parts) => expect(barParts(measure)).toEqual(parts))
