import { createRedactor } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { refuseSecrets } from './refuse-secrets.ts'

const TOKEN = `ghp_${'a1B2'.repeat(9)}`
const patchOf = (...lines: string[]) =>
  `diff --git a/.env b/.env\n--- a/.env\n+++ b/.env\n@@ -1,1 +1,${lines.length} @@\n${lines.join('\n')}\n`

const refuse = (patch: string) => () => refuseSecrets(patch, createRedactor([]))

test('what looks like a secret is refused, with the name of its file', () => {
  expect(refuse(patchOf('-x', `+token=${TOKEN}`))).toThrow('looks like a secret into .env')
})

test('a line that looks like the header of a file is looked at like any other', () => {
  expect(refuse(patchOf('-x', `+++ ${TOKEN}`))).toThrow('looks like a secret into .env')
})

test('what was there before, or goes away, is no matter', () => {
  expect(refuse(patchOf(`-${TOKEN}`, '+fine'))).not.toThrow()
})
