import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, problem } = verdictsOf('git')
const LEAST = [2, 34] as const
/** Of all that git can do, what a distribution might leave out or a later git drop. */
const NEEDED = ['merge-recursive', 'commit-tree', 'update-ref', 'checkout-index', 'hash-object']
const INSTALL = `Install git ${LEAST.join('.')} or newer.`

export async function checkGit(path: string): Promise<Finding> {
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', args, { env: { PATH: path }, timeout: 10_000 })).stdout
  try {
    return judgeGit(await git('--version'), (await git('--list-cmds=builtins')).split('\n'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const finding =
      code === 'ENOENT' ? 'There is no git on PATH.' : `git does not run: ${message.split('\n')[0]}.`
    return problem(finding, INSTALL)
  }
}

export function judgeGit(told: string, commands: readonly string[]): Finding {
  const [, major, minor] = (/(\d+)\.(\d+)/.exec(told) ?? []).map(Number)
  if (major === undefined || minor === undefined) return problem(`git says “${told.trim()}”.`, INSTALL)
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]))
    return problem(`git is ${major}.${minor}.`, INSTALL)
  const missing = NEEDED.filter((name) => !commands.includes(name))
  if (missing.length > 0)
    return problem(`This git has no ${missing.join(', ')}.`, 'Install the complete git of your system.')
  return ok(`git is ${major}.${minor}.`)
}
