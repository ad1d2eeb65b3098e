import { execFile } from 'node:child_process'
import { access, constants, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { commandEnvironment } from '../command-environment.ts'
import { type Bubblewrap, encloseWithBubblewrap } from './bubblewrap.ts'
import type { Sandbox } from './sandbox.ts'

/** Since 0.8: nobody inside can make user namespaces, and with them mounts, of their own. */
const EXTRAS = [['--disable-userns', '--assert-userns-disabled'], []] as const

/**
 * The strongest sandbox that this machine allows, found by trying it. `path` is where bubblewrap and the commands of runs
 * are looked for.
 */
export async function openSandbox({
  path,
  home = homedir(),
}: {
  path: string
  home?: string
}): Promise<Sandbox> {
  const prlimit = await findProgram('prlimit', path)
  const program = await findProgram('bwrap', path)
  if (program === null) return processGroup({ path, prlimit, shortfall: 'bubblewrap is not installed' })

  let complaint = ''
  for (const extra of EXTRAS) {
    const bubblewrap: Bubblewrap = { program, extra, path, home }
    const failure = await tryOut(bubblewrap)
    if (failure === null) {
      return {
        level: 'bubblewrap',
        shortfall: null,
        prlimit,
        enclose: (command) => encloseWithBubblewrap(bubblewrap, command),
      }
    }
    complaint = failure
  }
  const shortfall = `bubblewrap is installed but may not make a sandbox here: ${complaint}`
  return processGroup({ path, prlimit, shortfall })
}

/** What there is everywhere: a group of its own, a clean environment, and the guard's watch. */
export function processGroup({
  path,
  prlimit,
  shortfall,
}: {
  path: string
  prlimit: string | null
  shortfall: string
}): Sandbox {
  return {
    level: 'process-group',
    shortfall,
    prlimit,
    enclose: async ({ argv, places }) => ({
      argv,
      cwd: places.clone,
      env: commandEnvironment({ ...places, path }),
    }),
  }
}

/** Null when it works. */
async function tryOut(bubblewrap: Bubblewrap): Promise<string | null> {
  const scratch = await mkdtemp(join(tmpdir(), 'pm-bot-sandbox-'))
  try {
    const places = { clone: join(scratch, 'clone'), home: join(scratch, 'home'), tmp: join(scratch, 'tmp') }
    for (const place of Object.values(places)) await mkdir(place)
    const { argv, cwd, env } = await encloseWithBubblewrap(bubblewrap, {
      argv: ['true'],
      places,
      network: false,
    })
    const [program, ...args] = argv
    const reporting = args.indexOf('--json-status-fd')
    args.splice(reporting, 2)
    await promisify(execFile)(program, args, { cwd, env, timeout: 10_000 })
    return null
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    return (stderr?.trim() || message).split('\n').at(-1)!.slice(0, 200)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function findProgram(name: string, path: string): Promise<string | null> {
  for (const directory of path.split(delimiter).filter(isAbsolute)) {
    const program = join(directory, name)
    const executable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (executable) return program
  }
  return null
}
