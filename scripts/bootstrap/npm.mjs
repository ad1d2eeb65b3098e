import { spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { Complaint } from './complaint.mjs'

const LIMIT_MINUTES = 15
const PATIENCE_MS = 1_000
const QUIET = ['--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel=error']
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

// An outer npm passes all of its settings on, also those that would change what is installed (omit, workspace,
// dry-run, prefix …). Only how to reach the registry is kept.
const KEPT =
  /^npm_config_(@.*|\/\/.*|registry|.*proxy|cafile|ca|cert|key|strict_ssl|cache|userconfig|globalconfig|fetch_.*|maxsockets|offline|prefer_o(ff|n)line)$/i

/** Runs npm in silence; what it printed is shown only when it failed. */
export async function npm(root, args, owner) {
  const cache = ownCache(process.env)
  try {
    await run(
      root,
      [...args, ...QUIET],
      { ...environment(root), ...(cache && { npm_config_cache: cache }) },
      owner,
    )
  } finally {
    if (cache) rmSync(cache, { recursive: true, force: true })
  }
}

async function run(root, args, env, owner) {
  const [file, ...fixed] = npmCommand()
  const child = spawn(file, [...fixed, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  if (child.pid) owner.alsoHeldBy(child.pid)

  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))

  let timedOut = false
  const limit = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, LIMIT_MINUTES * 60_000)
  let interruptedBy
  const interrupt = (signal) => {
    interruptedBy = signal
    child.kill(signal)
    // npm first undoes what it did, for a minute or more; the next install starts over anyway.
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
  }
  for (const signal of SIGNALS) process.on(signal, interrupt)

  const failure = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.code === 'ENOENT' ? 'npm was not found.' : error.message))
    child.on('close', (code, signal) =>
      resolve(code === 0 ? undefined : `npm ended with ${signal ?? `code ${code}`}.`),
    )
  })
  clearTimeout(limit)
  for (const signal of SIGNALS) process.off(signal, interrupt)

  if (interruptedBy) {
    owner.release()
    process.kill(process.pid, interruptedBy)
    await new Promise(() => {})
  }
  if (timedOut)
    throw new Complaint(`The install took more than ${LIMIT_MINUTES} minutes and was stopped. Run it again.`)
  if (failure) throw new Complaint(`${Buffer.concat(output).toString()}The install failed: ${failure}`)
}

/** The npm that started us, with its own Node; else the one in the PATH. */
function npmCommand() {
  const { npm_execpath, npm_node_execpath } = process.env
  if (npm_execpath && basename(npm_execpath) === 'npm-cli.js')
    return [npm_node_execpath ?? process.execPath, npm_execpath]
  return ['npm']
}

function environment(root) {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || KEPT.test(name))
  const env = Object.fromEntries(kept)
  // NODE_ENV=production means --omit=dev to npm, and node_modules/.bin is about to be replaced.
  delete env.NODE_ENV
  env.PATH = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== join(root, 'node_modules', '.bin'))
    .join(delimiter)
  return env
}

/** A cache folder for this install only, where the usual one cannot be written to. */
function ownCache(env) {
  const usual = env.npm_config_cache ?? join(homedir(), '.npm')
  try {
    mkdirSync(usual, { recursive: true })
    accessSync(usual, constants.W_OK)
    return undefined
  } catch {
    return mkdtempSync(join(tmpdir(), 'pm-bot-npm-'))
  }
}
