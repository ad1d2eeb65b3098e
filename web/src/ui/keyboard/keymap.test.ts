import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { doMeet, entryOf, KEY_COMMANDS, type KeyScope } from './keymap.ts'
import { isOfTheBrowser } from './taken-keys.ts'

describe('the keymap', () => {
  test('gives no key to two commands that meet', () => {
    const clashes = KEY_COMMANDS.flatMap((command, index) =>
      KEY_COMMANDS.slice(index + 1)
        .filter((other) => doMeet(entryOf(command).scope, entryOf(other).scope))
        .filter((other) => entryOf(command).keys.some((key) => entryOf(other).keys.includes(key)))
        .map((other) => `${command} and ${other}`),
    )
    expect(clashes).toEqual([])
  })

  test('begins no sequence with a key that means something by itself', () => {
    const cut = KEY_COMMANDS.flatMap((command) =>
      entryOf(command)
        .keys.filter((keys) => keys.includes(' ') && keys !== ' ')
        .filter((keys) =>
          KEY_COMMANDS.some(
            (other) =>
              doMeet(entryOf(command).scope, entryOf(other).scope) &&
              entryOf(other).keys.includes(keys.split(' ')[0]!),
          ),
        ),
    )
    expect(cut).toEqual([])
  })

  test('takes nothing that browsers keep to themselves, and while typing only what is no text', () => {
    for (const command of KEY_COMMANDS) {
      const { keys, whileTyping } = entryOf(command)
      expect(keys.filter(isOfTheBrowser), command).toEqual([])
      if (whileTyping) expect(keys, command).toEqual([expect.stringMatching(/^Mod\+/)])
    }
  })

  test('lets nothing that decides go on while its key is held', () => {
    const decides: KeyScope[] = ['Inbox', 'Run', 'Repositories', 'Grants', 'Everywhere']
    const held = KEY_COMMANDS.filter((command) => entryOf(command).repeats)
    expect(held.filter((command) => decides.includes(entryOf(command).scope))).toEqual([])
  })

  test('promises nothing that no page does', () => {
    const web = join(import.meta.dirname, '../..')
    const source = globSync('**/*.{ts,tsx}', { cwd: web })
      .filter((file) => !file.includes('keyboard/') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(web, file), 'utf8'))
      .join('\n')
    expect(KEY_COMMANDS.filter((command) => !source.includes(`'${command}'`))).toEqual([])
  })
})
