import {
  chmodSync,
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
import { dirname, join } from 'node:path'
import type { Json, Taint, ToolName, Workbench } from '@pm-bot/domain'
import { onTestFinished } from 'vitest'
import { requestOf } from '../agent-request.fixture.ts'
import { ToolError } from './tool-performer.ts'
import { toolPerformers } from './tool-performers.ts'

export type Content = string | Buffer | { link: string } | { executable: string }

/** A clone's work directory with something beside it that is none of the agent's business. */
export function toolBench(files: Record<string, Content> = {}, overrides: Partial<Workbench> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-tools-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const workDirectory = join(root, 'work')
  const outside = join(root, 'outside')
  put(workDirectory, { '.git/config': '[core]\n', ...files })
  put(outside, { secret: 'secret words\n', 'd/inner': 'x\n' })
  const taints = new Set<Taint>()
  const workbench: Workbench = {
    ...requestOf().workbench,
    taint: async (labels) => {
      for (const label of labels) taints.add(label)
    },
    ...overrides,
  }
  const call = async (tool: ToolName, args: Json) =>
    await toolPerformers[tool].perform(args, {
      workbench,
      workDirectory,
      signal: new AbortController().signal,
    })
  /** The sentence that the model gets; anything but a ToolError is a failure of the test. */
  const refusal = async (tool: ToolName, args: Json): Promise<string> => {
    try {
      return `NOT REFUSED: ${await call(tool, args)}`
    } catch (error) {
      if (error instanceof ToolError) return error.message
      throw error
    }
  }
  const text = (path: string) => readFileSync(join(workDirectory, path), 'utf8')
  return {
    root,
    workDirectory,
    outside,
    taints,
    call,
    refusal,
    text,
    put: (more: Record<string, Content>) => put(workDirectory, more),
  }
}

function put(directory: string, files: Record<string, Content>): void {
  mkdirSync(directory, { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(file, content)
    else if ('link' in content) symlinkSync(content.link, file)
    else {
      writeFileSync(file, content.executable)
      chmodSync(file, 0o755)
    }
  }
}

/** Everything below a directory, with kind, permissions and content. Goes through no link. */
export function stateOf(directory: string, below = ''): Record<string, string> {
  const state: Record<string, string> = {}
  for (const name of readdirSync(join(directory, below)).sort()) {
    const place = join(below, name)
    const path = join(directory, place)
    const stat = lstatSync(path)
    if (stat.isDirectory()) Object.assign(state, { [place]: 'directory' }, stateOf(directory, place))
    else if (stat.isSymbolicLink()) state[place] = `link ${readlinkSync(path)}`
    else state[place] = `${stat.mode} ${readFileSync(path, 'base64')}`
  }
  return state
}
