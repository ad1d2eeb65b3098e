import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { DATABASES, type Product, startProduct } from '../setup/product.ts'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const PASSWORD = 'correct horse battery'
const LIMIT = { timeout: 180_000 }

async function hashOf(input: string, ...options: string[]) {
  const child = spawn(process.execPath, [MAIN, 'password', 'hash', ...options], { cwd: tmpdir() })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdin.end(input)
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: child.exitCode ?? (await once(child, 'exit'))[0], output, complaint }
}

async function signIn({ client }: Product, password: string) {
  const { status, headers } = await client.request('POST', '/api/session', { password })
  return { status, cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}
const statusWith = async ({ client }: Product, cookie: string) =>
  (await client.request('GET', '/api/runs', undefined, { cookie })).status

test.each(DATABASES)('nobody is signed out by restarts, on %s', LIMIT, async (database) => {
  const { output } = await hashOf(`${PASSWORD}\n`)
  const product = await startProduct(database, { PMBOT_PASSWORD_HASH: output.trim() })
  expect(await statusWith(product, '')).toBe(401)
  expect((await signIn(product, 'wrong password')).status).toBe(401)
  const { status, cookie } = await signIn(product, PASSWORD)
  expect(status).toBe(204)
  for (const end of [product.stop, product.kill]) {
    await end()
    await product.restart()
    expect(await statusWith(product, cookie)).toBe(200)
  }

  await product.stop()
  product.environment.PMBOT_PASSWORD_HASH = (await hashOf('another password')).output.trim()
  await product.restart()
  expect(await statusWith(product, cookie)).toBe(401)
  expect((await signIn(product, PASSWORD)).status).toBe(401)
  expect((await signIn(product, 'another password')).status).toBe(204)
})

test('the command prints a hash alone, and refuses in a sentence', LIMIT, async () => {
  expect(await hashOf(PASSWORD)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^\$scrypt\$ln=15,r=8,p=3\$\S+\n$/),
    complaint: '',
  })
  expect(JSON.parse((await hashOf(PASSWORD, '--json')).output).hash).toMatch(/^\$scrypt\$/)
  expect(await hashOf('short\n')).toMatchObject({
    code: 1,
    output: '',
    complaint: 'pm-bot: a password has at least 8 characters\n',
  })
  expect(await hashOf('two lines\nof text\n')).toMatchObject({ code: 1, output: '' })
  // A password as an argument would stand in the list of processes.
  expect(await hashOf('', PASSWORD)).toMatchObject({ code: 2, output: '' })
})
