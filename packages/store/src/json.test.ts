import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeJson, encodeJson, storableText } from './json.ts'

const REPLACED = '\ufffd'

describe('JSON text', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(decodeJson(encodeJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('holds neither NUL nor half a surrogate pair, in keys as in values', () => {
    const anything = fc.string({
      unit: fc.oneof(fc.constantFrom('\0', '\ud800', '\udfff', '\\', 'u0000', '"'), fc.string()),
    })
    fc.assert(
      fc.property(anything, anything, (key, text) => {
        const encoded = encodeJson({ [key]: [text] })
        expect(encoded.isWellFormed()).toBe(true)
        expect(decodeJson(encoded)).toEqual({ [storableText(key)]: [storableText(text)] })
      }),
    )
  })

  test.each([
    ['\0', REPLACED],
    ['\ud800', REPLACED],
    ['\udc00\ud800', REPLACED + REPLACED],
    ['😀', '😀'],
    ['\\u0000', '\\u0000'],
    ['\\\0', `\\${REPLACED}`],
    ['\\\\ud800', '\\\\ud800'],
    ['\u0001', '\u0001'],
  ])('turns %j into %j', (text, expected) => {
    expect(decodeJson(encodeJson(text))).toBe(expected)
  })

  test('of nothing is null', () => {
    expect(encodeJson(undefined)).toBe('null')
    expect(encodeJson(null)).toBe('null')
  })
})

test('text for a column holds neither NUL nor half a surrogate pair', () => {
  expect(storableText('a\0b\ud800c😀')).toBe(`a${REPLACED}b${REPLACED}c😀`)
})
