import { afterEach, describe, expect, test } from 'vitest'
import { chooseKeys, forgetChosenKeys } from './chosen-keys.ts'
import { createKeyRegistry, SEQUENCE_MS } from './key-registry.ts'

afterEach(forgetChosenKeys)

const stroke = (key: string, at = 0, isTyping = false) => ({ key, at, isTyping })

describe('the key registry', () => {
  test('calls the handler of a single key, until it is unregistered', () => {
    const keys = createKeyRegistry()
    const approve = () => {}
    const stop = keys.register('approve', approve)
    expect(keys.press(stroke('a'))?.handle).toBe(approve)
    stop()
    expect(keys.press(stroke('a'))).toBeUndefined()
  })

  test('lets the latest handler win and gives way when it leaves', () => {
    const keys = createKeyRegistry()
    const frame = () => {}
    const dialog = () => {}
    keys.register('back', frame)
    const close = keys.register('back', dialog)
    expect(keys.press(stroke('Escape'))?.handle).toBe(dialog)
    close()
    expect(keys.press(stroke('Escape'))?.handle).toBe(frame)
  })

  test('understands a sequence, and prefers it to the last key alone', () => {
    const keys = createKeyRegistry()
    const goAudit = () => {}
    const approve = () => {}
    keys.register('go-audit', goAudit)
    keys.register('approve', approve)
    expect(keys.press(stroke('g', 0))).toBeUndefined()
    expect(keys.press(stroke('a', 100))?.handle).toBe(goAudit)
    expect(keys.press(stroke('a', 200))?.handle).toBe(approve)
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
    expect(keys.press(stroke('Mod+Enter', 0, true))?.handle).toBe(send)
  })

  test('is off while typing for a plain key, also where the operator chose it', () => {
    const keys = createKeyRegistry()
    keys.register('palette', () => {})
    chooseKeys('palette', 'y')
    expect(keys.press(stroke('y', 0, true))).toBeUndefined()
    expect(keys.press(stroke('y'))?.command).toBe('palette')
    expect(keys.press(stroke('Mod+k')), 'it has the chosen key alone').toBeUndefined()
  })

  test('passes over what cannot be done, and does not offer it', () => {
    const keys = createKeyRegistry()
    let isOpen = false
    keys.register('back', () => {})
    keys.register(
      'back',
      () => {},
      () => isOpen,
    )
    keys.register(
      'approve',
      () => {},
      () => isOpen,
    )
    const outer = keys.press(stroke('Escape'))
    expect([...keys.active().keys()]).toEqual(['back'])
    isOpen = true
    expect(keys.press(stroke('Escape'))).not.toBe(outer)
    expect([...keys.active().keys()]).toEqual(['back', 'approve'])
  })

  test('gives a key to the innermost scope, whoever registered last', () => {
    const keys = createKeyRegistry()
    keys.register('wrap', () => {})
    keys.register('new-run', () => {})
    chooseKeys('wrap', 'c')
    expect(keys.press(stroke('c'))?.command).toBe('wrap')
    expect(keys.press(stroke('C'))?.command).toBe('new-run')
  })
})
