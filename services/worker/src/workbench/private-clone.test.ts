import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox } from '@pm-bot/agents'
import { type ArtifactRef, BaseGoneError, createRedactor, newId } from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import { openGit } from '@pm-bot/git'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { WorkerContext } from '../worker-context.ts'
import type { Bench } from './bench.ts'
import { privateClone } from './private-clone.ts'

vi.setConfig({ testTimeout: 60_000 })

const sandbox = await openSandbox({ path: '/usr/local/bin:/usr/bin:/bin' })
let root: string
let source: string
const RUN = newId()
const git = (...args: string[]) =>
  execFileSync('git', ['-C', source, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .toString()
    .trim()

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-clone-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  source = join(root, 'shop')
  mkdirSync(source)
  git('init', '--quiet')
  commit({ a: 'one\n', 'd/b': 'x\n', gone: 'x\n' })
})

function commit(files: Record<string, string>): string {
  write(source, files)
  git('add', '--all')
  git('commit', '--quiet', '-m', 'Change')
  return git('rev-parse', 'HEAD')
}

function write(directory: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
}

/** One attempt, perhaps of another worker: all that it shares with others are the source and the kept files. */
function openAttempt(cliAgentHome: string | null = null) {
  const data = join(root, `worker-${newId()}`)
  const directory = join(data, 'attempt')
  mkdirSync(directory, { recursive: true })
  const artifacts: ArtifactRef[] = []
  const titles: string[] = []
  const context = {
    git: openGit({ dataDirectory: data }),
    artifacts: openArtifactStore({ dataDirectory: root }),
    redactor: createRedactor([]),
    sandbox,
    cliAgentHome,
  } as unknown as WorkerContext
  const bench = {
    context,
    directory,
    artifacts,
    signal: new AbortController().signal,
    payload: { runId: RUN, repo: { source: 'local', path: source, repoId: 'repo-1' } },
    progress: async ({ title }: { title: string }) => void titles.push(title),
  } as unknown as Bench
  return { ...privateClone(bench), artifacts, titles, directory }
}

/** Everything in the work tree, with kind, permission and content. */
function treeOf(directory: string): Record<string, string> {
  const names = (readdirSync(directory, { recursive: true }) as string[]).filter(
    (name) => !/^\.git(\/|$)/.test(name),
  )
  return Object.fromEntries(
    names.flatMap((name) => {
      const path = join(directory, name)
      const stat = lstatSync(path)
      if (stat.isDirectory()) return []
      if (stat.isSymbolicLink()) return [[name, `link ${readlinkSync(path)}`]]
      return [[name, `${stat.mode & 0o100 ? 'x' : '-'} ${readFileSync(path, 'base64')}`]]
    }),
  )
}

test('another attempt, in another directory of another worker, goes on from the same tree and base', async () => {
  const first = openAttempt()
  const work = await first.workDirectory()
  write(work, { a: 'two\n', 'new/tool': '#!/bin/sh\n', binary: '\u0000\u0001' })
  chmodSync(join(work, 'new/tool'), 0o755)
  symlinkSync('../a', join(work, 'd/link'))
  rmSync(join(work, 'gone'))
  const kept = await first.keepWork()
  expect(kept.bundle).toMatchObject({ kind: 'kept_work' })
  expect(first.artifacts).toEqual([kept.bundle])

  // The operator goes on meanwhile, and rewrites what was there.
  git('commit', '--quiet', '--amend', '-m', 'Rewritten')
  commit({ a: 'theirs\n' })
  const second = openAttempt()
  expect(await second.baseSha()).not.toBe(kept.baseSha)
  write(await second.workDirectory(), { left: 'over' })
  await second.restoreWork(kept)

  expect(await second.baseSha()).toBe(kept.baseSha)
  expect(treeOf(await second.workDirectory())).toEqual(treeOf(work))
  expect(await second.keepWork()).toMatchObject({ ...kept, bundle: { hash: kept.bundle!.hash } })
  expect((await second.collectChanges('Do it'))?.files.map(({ path }) => path)).toEqual(
    (await first.collectChanges('Do it'))?.files.map(({ path }) => path),
  )
})

test('work that is there already is left as it is, and equal work is kept once', async () => {
  const attempt = openAttempt()
  const work = await attempt.workDirectory()
  write(work, { '.gitignore': 'cache\n', cache: 'x', a: 'two\n' })
  const kept = await attempt.keepWork()
  expect(await attempt.keepWork()).toEqual(kept)
  expect(attempt.artifacts).toHaveLength(1)
  const { ino } = lstatSync(join(work, 'cache'))
  await attempt.restoreWork(kept)
  expect(lstatSync(join(work, 'cache')).ino).toBe(ino)

  write(work, { a: 'three\n' })
  await attempt.restoreWork(kept)
  expect(readFileSync(join(work, 'a'), 'utf8')).toBe('two\n')
  expect(existsSync(join(work, 'cache'))).toBe(false)
})

test('nothing changed is kept as nothing, and restores the base', async () => {
  const first = openAttempt()
  const kept = await first.keepWork()
  expect(kept).toEqual({ baseSha: git('rev-parse', 'HEAD'), bundle: null })
  expect(first.artifacts).toEqual([])

  const second = openAttempt()
  write(await second.workDirectory(), { a: 'two\n', left: 'over' })
  await second.restoreWork(kept)
  expect(treeOf(await second.workDirectory())).toEqual(treeOf(source))
})

test('kept bytes that were altered are found, and a base that is gone is said to be', async () => {
  const attempt = openAttempt()
  write(await attempt.workDirectory(), { a: 'two\n' })
  const kept = await attempt.keepWork()
  writeFileSync(join(root, kept.bundle!.uri), '{}')
  await expect(openAttempt().restoreWork(kept)).rejects.toThrow(/Restore it from a backup/)
  const gone = { baseSha: '1'.repeat(40), bundle: null }
  await expect(openAttempt().restoreWork(gone)).rejects.toThrow(BaseGoneError)
})

test('a command runs in the sandbox, on the clone, and says in which level', async () => {
  const attempt = openAttempt()
  const report = await attempt.runCommand({
    argv: ['sh', '-c', 'echo said; echo three > a; ls ~'],
    timeoutMs: 60_000,
    network: false,
  })
  expect(report).toMatchObject({ exitCode: 0, limit: null, level: sandbox.level, tail: 'said' })
  expect(report.log.kind).toBe('log')
  expect(readFileSync(join(await attempt.workDirectory(), 'a'), 'utf8')).toBe('three\n')
  expect(attempt.titles[0]).toMatch(/^Ran sh .*: exited with 0 after/)
})

test('an agent on the command line gets the home that was prepared for it, and leaves a transcript', async () => {
  const home = join(root, 'agent-home')
  write(home, { login: 'token\n' })
  const command = {
    argv: ['sh', '-c', 'cat ~/login; echo used > ~/state'],
    timeoutMs: 60_000,
    network: false,
  } as const
  const report = await openAttempt(home).runCommand({ ...command, as: 'cli-agent' })
  expect(report).toMatchObject({ exitCode: 0, tail: 'token', log: { kind: 'transcript' } })
  expect(readFileSync(join(home, 'state'), 'utf8')).toBe('used\n')
  expect(await openAttempt(home).runCommand(command)).toMatchObject({
    tail: expect.stringContaining('No such file'),
  })
})
