import * as store from '@pm-bot/store'
import { expect, test } from 'vitest'
import { ASKS_NOTHING, SUBJECTS } from './subjects.fixture.ts'

/** A function that is new in the store needs a line among the subjects, or a word of why not. */
test('every query that the store exports has its plans looked at', () => {
  const isError = (name: string) => name.endsWith('Error')
  const exported = Object.entries(store)
    .filter(([name, value]) => typeof value === 'function' && !isError(name))
    .map(([name]) => name)
  const covered = new Set(SUBJECTS.flatMap(({ covers }) => covers ?? []))
  expect(exported.filter((name) => !covered.has(name) && !(name in ASKS_NOTHING))).toEqual([])
  expect(Object.keys(ASKS_NOTHING).filter((name) => !exported.includes(name) || covered.has(name))).toEqual(
    [],
  )
  expect([...covered].filter((name) => !exported.includes(name))).toEqual([])
})

test('whoever may cost more says why', () => {
  expect(
    SUBJECTS.filter(({ limits, because }) => (limits === undefined) !== (because === undefined)),
  ).toEqual([])
  const names = SUBJECTS.map(({ what }) => what)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
