import { expect, test } from 'vitest'
import { trustOf } from './trust-of.ts'

test.each(['OWNER', 'MEMBER', 'COLLABORATOR', 'CONTRIBUTOR'])('%s is known', (association) =>
  expect(trustOf(association).isOutside).toBe(false),
)

test.each(['NONE', 'FIRST_TIMER', 'FIRST_TIME_CONTRIBUTOR', 'MANNEQUIN', 'toString', ''])(
  '%j is outside',
  (association) => expect(trustOf(association)).toEqual({ word: 'outside', isOutside: true }),
)
