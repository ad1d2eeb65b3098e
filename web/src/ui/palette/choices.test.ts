import { expect, test } from 'vitest'
import { commandChoices, searchChoice } from './choices.ts'

const commands = (...active: Parameters<typeof commandChoices>[0] extends Iterable<infer C> ? C[] : never) =>
  commandChoices(active).map(({ command }) => command)

test('commands of the page come before those of everywhere', () => {
  expect(commands('help', 'approve', 'go-runs')).toEqual(['approve', 'help', 'go-runs'])
})

test('moves in a list, and what closes the palette itself, are for the keys alone', () => {
  expect(commands('list-down', 'back', 'palette', 'reject')).toEqual(['reject'])
})

test('what is searched for is carried in the address, whatever it holds', () => {
  expect(searchChoice('a&b=“c”').href).toBe('/search?q=a%26b%3D%E2%80%9Cc%E2%80%9D')
})
