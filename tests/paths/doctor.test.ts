import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DATABASES, startProduct } from '../setup/product.ts'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

interface Seen {
  code: number
  output: string
  verdicts: Record<string, string>
}

/** Runs the doctor where this environment is; resolves to what it said. */
function callDoctor(environment: NodeJS.ProcessEnv, ...args: string[]): Promise<Seen> {
  const env = { PATH: process.env.PATH, ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'doctor', ...args], { env, cwd: tmpdir() }, (error, stdout, stderr) => {
      const { findings = [] } = args.includes('--json') && stdout ? JSON.parse(stdout) : {}
      resolve({
        code: error ? Number(error.code) : 0,
        output: stdout + stderr,
        verdicts: Object.fromEntries(
          findings.map(({ check, verdict, finding }: Record<string, string>) => [
            check,
            `${verdict}: ${finding}`,
          ]),
        ),
      })
    })
  })
}

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-doctor-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

describe.each(DATABASES)('the doctor on %s', (database) => {
  test('finds a product that works in good health, and changes nothing', { timeout: 120_000 }, async () => {
    const product = await startProduct(database)
    const port = new URL(product.address).port
    const environment = { ...product.environment, PMBOT_PORT: port }
    const running = await callDoctor(environment, '--json')
    expect(running.verdicts).toMatchObject({
      node: expect.stringMatching(/^ok: /),
      settings: expect.stringMatching(/^ok: /),
      'data directory': expect.stringMatching(/^ok: /),
      schema: 'ok: The tables are up to date.',
      git: expect.stringMatching(/^ok: /),
      port: expect.stringMatching(/^ok: pm-bot \S+ answers on port/),
      sandbox: expect.stringMatching(/^(?:ok|warning): Commands of runs are (?:not )?sandboxed/),
    })
    // The server of the tests has fsync off, as none that keeps something should.
    if (database === 'postgres') expect(running.verdicts.database).toMatch(/^problem: /)
    else {
      expect(running.verdicts.database).toMatch(/^ok: .* is whole\.$/)
      expect(running.code).toBe(0)
    }

    await product.stop()
    const stateOf = () =>
      readdirSync(product.dataDirectory, { recursive: true, withFileTypes: true })
        .map(({ parentPath, name }) => [join(parentPath, name), statSync(join(parentPath, name)).mtimeMs])
        .sort()
    const before = stateOf()
    const stopped = await callDoctor(environment)
    expect(stopped.output).toMatch(/ok {7}port {12}Port \d+ on 127\.0\.0\.1 is free\./)
    expect(stopped.output).toMatch(/(no|\d+) problems?, (no|\d+) warnings?\.\n$/)
    expect(stateOf()).toEqual(before)
  })
})

test('tells of every setting that is wrong, and checks what needs none', async () => {
  const { code, output, verdicts } = await callDoctor(
    { PMBOT_PORT: 'x', PMBOT_HOST: '0.0.0.0', PMBOT_DATA_DIR: makeDirectory() },
    '--json',
  )
  expect(code).toBe(1)
  expect(output).toContain('PMBOT_PORT must be a whole number')
  expect(output).toContain('PMBOT_PASSWORD is required')
  expect(verdicts.node).toMatch(/^ok/)
})

test('says why the database cannot be reached', async () => {
  const environment = { PMBOT_DATA_DIR: makeDirectory(), DATABASE_URL: 'postgres://u:p@127.0.0.1:1/pm' }
  const { code, verdicts } = await callDoctor(environment, '--json')
  expect(code).toBe(1)
  expect(verdicts.database).toBe(
    'problem: The database cannot be asked: cannot open the database pm at 127.0.0.1:1: nothing listens there; start Postgres, or mend DATABASE_URL.',
  )
})

test('does not understand what it was not told', async () => {
  expect((await callDoctor({}, '--mend')).code).toBe(2)
})
