import { describe, expect, test } from 'vitest'
import { createKeyRegistry, SEQUENCE_MS } from './key-registry.ts'
import { KEYMAP, PAGE_SCOPES } from './keymap.ts'

const stroke = (key: string, at = 0, isTyping = false) => ({ key, at, isTyping })

describe('the key registry', () => {
  test('calls the handler of a single key, until it is unregistered', () => {
    const keys = createKeyRegistry()
    const approve = () => {}
    const stop = keys.register('approve', approve)
    expect(keys.press(stroke('a'))).toBe(approve)
    stop()
    expect(keys.press(stroke('a'))).toBeUndefined()
  })

  test('lets the latest handler win and gives way when it leaves', () => {
    const keys = createKeyRegistry()
    const frame = () => {}
    const dialog = () => {}
    keys.register('back', frame)
    const close = keys.register('back', dialog)
    expect(keys.press(stroke('Escape'))).toBe(dialog)
    close()
    expect(keys.press(stroke('Escape'))).toBe(frame)
  })

  test('understands a sequence, and prefers it to the last key alone', () => {
    const keys = createKeyRegistry()
    const goAudit = () => {}
    const approve = () => {}
    keys.register('go-audit', goAudit)
    keys.register('approve', approve)
    expect(keys.press(stroke('g', 0))).toBeUndefined()
    expect(keys.press(stroke('a', 100))).toBe(goAudit)
    expect(keys.press(stroke('a', 200))).toBe(approve)
  })

  test('forgets a sequence that takes too long', () => {
    const keys = createKeyRegistry()
    keys.register('go-inbox', () => {})
    keys.press(stroke('g', 0))
    expect(keys.press(stroke('i', SEQUENCE_MS + 1))).toBeUndefined()
  })

  test('is off while typing, but for what sends the form', () => {
    const keys = createKeyRegistry()
    const send = () => {}
    keys.register('approve', () => {})
    keys.register('send', send)
    expect(keys.press(stroke('a', 0, true))).toBeUndefined()
    expect(keys.press(stroke('Mod+Enter', 0, true))).toBe(send)
  })

  test.each(PAGE_SCOPES)('gives no key to two commands that meet, in %s', (page) => {
    const all = Object.values(KEYMAP)
      .filter(({ scope }) => scope === page || !PAGE_SCOPES.includes(scope))
      .flatMap((entry) => [...entry.keys])
    expect(new Set(all).size).toBe(all.length)
  })
})
