import { expect, test } from 'vitest'
import { type KeyPress, strokeOf } from './stroke-of.ts'

const press = (key: string, held: Partial<KeyPress> & { altGraph?: true } = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  getModifierState: () => held.altGraph === true,
  ...held,
})

test('a key alone is itself, with Shift as it is typed', () => {
  expect(strokeOf(press('j'))).toBe('j')
  expect(strokeOf(press('G', { shiftKey: true }))).toBe('G')
  expect(strokeOf(press('Enter'))).toBe('Enter')
})

test('Mod is Ctrl, and ⌘ on a Mac; the other one is not ours', () => {
  expect(strokeOf(press('k', { ctrlKey: true }), false)).toBe('Mod+k')
  expect(strokeOf(press('k', { metaKey: true }), false)).toBeUndefined()
  expect(strokeOf(press('k', { metaKey: true }), true)).toBe('Mod+k')
  expect(strokeOf(press('k', { ctrlKey: true }), true)).toBeUndefined()
})

test('with Shift it is another stroke: browsers open their console by it', () => {
  expect(strokeOf(press('K', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+k')
})

test('AltGr, and Option on a Mac, type what no key of its own has', () => {
  expect(strokeOf(press('[', { ctrlKey: true, altKey: true, altGraph: true }), false)).toBe('[')
  expect(strokeOf(press('{', { altKey: true }), true)).toBe('{')
  expect(strokeOf(press('k', { altKey: true }), false)).toBeUndefined()
})
