import { mkdtempSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  effectOf,
  isToolName,
  type KeptWork,
  type SpendVerdict,
  type SteeringMessage,
  sha256Hex,
  TOOL_NAMES,
  type ToolCall,
  type ToolVerdict,
  UnbundleableChangeError,
  type Workbench,
} from '@pm-bot/domain'
import type { Performers } from '../agent-graph.ts'
import { changeset, requestOf, success } from '../agent-request.fixture.ts'
import { ToolError } from '../tools/tool-performer.ts'

type Files = Record<string, string>

/** What lies around an agent in these tests: a clone that each attempt gets anew, a control plane, and what was done. */
export function cloneWorld(base: Files = { 'README.md': '# A project\n', 'src/a.txt': 'one\ntwo\n' }) {
  const work = mkdtempSync(join(tmpdir(), 'loop-clone-'))
  const bundles = new Map<string, Files>()
  const begun = new Map<string, string>()
  const reservations = new Map<string, { open: boolean; calls: number }>()
  const world = {
    work,
    /** What was done that cannot be put back, in order. */
    outside: [] as string[],
    kept: [] as { kind: string; title: string; text: string }[],
    recalled: [] as string[],
    events: [] as { type: string; title: string; detail?: unknown }[],
    taints: [] as string[],
    reserved: [] as string[],
    settled: 0,
    steering: [] as SteeringMessage[],
    changeset: null as Files | null,
    /** By tool; what is not named is allowed. Approved calls are allowed. */
    policy: {} as Record<string, 'ask' | 'deny'>,
    approved: new Set<string>(),
    spend: (_callId: string): SpendVerdict | null => null,
    isPaused: () => false,
    issues: new Map<number, { title: string; body: string }>(),
    check: async (_argv: readonly string[]): Promise<number> => 0,
    /** Why the clone cannot be kept as it stands. */
    unkeepable: async (_directory: string): Promise<string | null> => null,
    attempts: 0,
    close: () => rm(work, { recursive: true, force: true }),
    attempt,
  }

  const write = async (files: Files) => {
    await rm(work, { recursive: true, force: true })
    await mkdir(work, { recursive: true })
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(work, path)), { recursive: true })
      await writeFile(join(work, path), text)
    }
  }
  const read = async (): Promise<Files> => {
    const names = await readdir(work, { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
    return Object.fromEntries(files.map((file, at) => [file.slice(work.length + 1), texts[at]!]).sort())
  }

  /** The workbench of a new attempt, with a clone that holds the base. */
  async function attempt(): Promise<Workbench> {
    await write(base)
    const token = `attempt-${++world.attempts}`
    return {
      ...requestOf().workbench,
      mayGoOn: async (heardTo = 0) => ({ steering: world.steering.filter(({ seq }) => seq > heardTo) }),
      judgeCall: async (call, begin) => judge(call, begin ?? false, token),
      taint: async (labels) => void world.taints.push(...labels),
      isPaused: async () => world.isPaused(),
      reserve: async ({ callId }) => {
        const verdict = world.spend(callId)
        if (verdict) return verdict
        world.reserved.push(callId)
        const calls = (reservations.get(callId)?.calls ?? 0) + 1
        reservations.set(callId, { open: true, calls })
        return { status: 'granted', reservationId: callId, warnings: [] }
      },
      settle: async () => {
        world.settled += 1
        return 1200
      },
      workDirectory: async () => work,
      runCommand: async ({ argv }) => {
        const exitCode = await world.check(argv)
        return {
          ...success,
          exitCode,
          tail: exitCode === 0 ? 'fine' : `line 7: ${argv.join(' ')} is not fine`,
        }
      },
      keepWork: async (): Promise<KeptWork> => {
        const why = await world.unkeepable(work)
        if (why !== null) throw new UnbundleableChangeError(why)
        const files = await read()
        const hash = sha256Hex(JSON.stringify(files))
        bundles.set(hash, files)
        return { baseSha: 'base', bundle: { ...success.log, kind: 'kept_work', artifactId: hash } }
      },
      restoreWork: async ({ bundle }) => await write(bundles.get(bundle!.artifactId)!),
      collectChanges: async (message) => {
        const files = await read()
        const changed = Object.entries(files).filter(([path, text]) => base[path] !== text)
        world.changeset = changed.length === 0 ? null : Object.fromEntries(changed)
        return world.changeset && { ...changeset, message }
      },
      keepArtifact: async ({ bytes, kind, title, contentType }) => {
        world.kept.push({ kind, title, text: Buffer.from(bytes).toString() })
        return { ...success.log, kind, title, contentType, artifactId: `artifact-${world.kept.length}` }
      },
      recall: ({ artifactId }) => void world.recalled.push(artifactId),
      readIssue: async (number) => {
        const issue = world.issues.get(number)
        if (!issue) return undefined
        const author = { author: 'mallory', association: 'NONE' }
        const facts = {
          number,
          kind: 'issue' as const,
          state: 'open',
          labels: [],
          updatedAt: '2026-01-01T00:00:00Z',
        }
        return { ...issue, ...author, ...facts, comments: [] }
      },
      searchIssues: async () => [],
      progress: async (event) => void world.events.push(event),
    }
  }

  function judge(call: ToolCall, begin: boolean, token: string): ToolVerdict {
    if (world.policy[call.tool] === 'deny') return { verdict: 'deny', why: `a rule forbids ${call.tool}` }
    const isApproved = world.approved.has(hashOf(call))
    if (world.policy[call.tool] === 'ask' && !isApproved) {
      return { verdict: 'ask', risk: 'medium', why: `a rule says to ask about ${call.tool}` }
    }
    const by = begun.get(call.callId)
    if (by !== undefined && !(begin && by === token))
      return { verdict: 'in-doubt', why: 'an earlier attempt began it' }
    if (begin && effectOf(call) === 'outside') begun.set(call.callId, token)
    return { verdict: 'allow', grantId: null }
  }

  return world
}
export type CloneWorld = ReturnType<typeof cloneWorld>

/** What the control plane remembers of an approval. */
export const hashOf = ({ callId, tool, args }: ToolCall): string =>
  sha256Hex(JSON.stringify([callId, tool, args]))

/** Tools that do as little as the loop needs to be seen. */
export function performersOf(world: () => CloneWorld): Performers {
  const doing: Partial<Record<string, (args: Record<string, string>, directory: string) => Promise<string>>> =
    {
      async read_file({ path }, directory) {
        return await readFile(join(directory, path!), 'utf8').catch(() => {
          throw new ToolError(`There is no file ${path}.`)
        })
      },
      async write_file({ path, content }, directory) {
        await mkdir(dirname(join(directory, path!)), { recursive: true })
        await writeFile(join(directory, path!), content!)
        return `Wrote ${path}.`
      },
      async run({ argv, network }) {
        if (network) world().outside.push(String(argv))
        return `Ran ${argv}.`
      },
      async list_files(_, directory) {
        return (await readdir(directory)).sort().join('\n')
      },
      async git_log() {
        return 'abc One commit'
      },
      async git_status() {
        return 'nothing'
      },
    }
  return Object.fromEntries(
    TOOL_NAMES.filter(isToolName).map((tool) => [
      tool,
      {
        perform: async (args: unknown, { workDirectory }: { workDirectory: string }) =>
          (await doing[tool]?.(args as Record<string, string>, workDirectory)) ?? `${tool} says nothing.`,
      },
    ]),
  ) as unknown as Performers
}
