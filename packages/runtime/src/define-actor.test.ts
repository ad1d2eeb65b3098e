import { expect, test } from 'vitest'
import { castOf, defineActor } from './define-actor.ts'

const actor = (kind: string) =>
  defineActor<null, null, never, never>({
    kind,
    codeVersion: 1,
    initialState: null,
    receive: () => ({ state: null }),
  })

test('a cast finds its actors by their kind', () => {
  const [a, b] = [actor('a'), actor('b')]
  expect(castOf(a, b).get('b')).toBe(b)
  expect(castOf(a, b).get('c')).toBeUndefined()
})

test('a cast has no two actors of one kind', () => {
  expect(() => castOf(actor('a'), actor('a'))).toThrow('the same kind')
})

test('a definition does not change', () => {
  expect(Object.isFrozen(actor('a'))).toBe(true)
})
