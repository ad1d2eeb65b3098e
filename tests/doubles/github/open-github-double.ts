import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GitHubDouble, GitHubDoubleOptions } from './contract/github-double.ts'
import { CONTROL_PATH, createControl } from './control/control.ts'
import { createFaultBook } from './faults/fault-book.ts'
import { createGitServer, isGit } from './git/serve-git.ts'
import { openServer } from './http/open-server.ts'
import { createQuotaBook } from './limits/quota-book.ts'
import { createLogBook } from './log/log-book.ts'
import type { Parts } from './parts.ts'
import { API_BASE, createRestServer } from './rest/serve-rest.ts'
import { createState } from './state/state.ts'
import { createWebhooks } from './webhooks/create-webhooks.ts'
import { createWorld } from './world/create-world.ts'

/** A GitHub on loopback, in this process. */
export async function openGitHubDouble(options: GitHubDoubleOptions = {}): Promise<GitHubDouble> {
  const { seed = 1, port = 0, allowedBranches = '^pm-bot/', etags = 'weak' } = options
  const folder = await mkdtemp(join(tmpdir(), 'github-double-'))
  const state = createState(folder)
  const faultBook = createFaultBook(seed)
  const quotaBook = createQuotaBook()
  const logBook = createLogBook(faultBook.forgetBitten)
  state.lateness = faultBook.lateness
  const parts: Parts = {
    state,
    faultBook,
    quotaBook,
    logBook,
    etags,
    allowedBranches: new RegExp(allowedBranches),
    listeners: [],
  }
  const callable = {
    world: createWorld(state),
    faults: faultBook.faults,
    limits: quotaBook.limits,
    log: logBook.log,
    webhooks: createWebhooks(state),
  }
  const [rest, git, control] = [createRestServer(parts), createGitServer(parts), createControl(callable)]

  const server = await openServer(
    port,
    async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://github')
      if (pathname === CONTROL_PATH) return await control(request, response)
      if (pathname.startsWith(`${API_BASE}/`)) return await rest(request, response)
      if (isGit(pathname)) return await git(request, response)
      logBook.problem(`Nothing of the double is at ${request.method} ${pathname}.`)
      response.writeHead(404).end()
    },
    (error) => logBook.problem(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  )
  state.url = server.url

  const close = async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    ...callable,
    url: server.url,
    apiUrl: server.url + API_BASE,
    onRequest: (listener) => void parts.listeners.push(listener),
    close,
    [Symbol.asyncDispose]: close,
  }
}
