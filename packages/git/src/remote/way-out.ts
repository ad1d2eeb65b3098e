import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getCACertificates } from 'node:tls'
import { type OutboundSettings, RemoteRefusedError } from '@pm-bot/domain'
import type { RunGit } from '../run-git.ts'

/**
 * Git that leaves this machine as the operator wants it to: through a proxy, and trusting an authority of their own.
 * Both are told by the environment of that one git, of which every user but theirs sees nothing.
 */
export function goOutBy(outbound: OutboundSettings, gitDirectory: string, runGit: RunGit): RunGit {
  const { httpsProxy, httpProxy, noProxy, caFile } = outbound
  const proxies = {
    ...(httpsProxy === null ? {} : { https_proxy: httpsProxy }),
    ...(httpProxy === null ? {} : { http_proxy: httpProxy }),
    ...(noProxy === null ? {} : { no_proxy: noProxy }),
  }
  let written: Promise<string> | undefined
  const bundle = (file: string) => {
    written ??= writeBundle(file, gitDirectory).catch((error) => {
      written = undefined
      throw error
    })
    return written
  }
  return async (call) => {
    const trusted = caFile === null ? {} : { GIT_SSL_CAINFO: await bundle(caFile) }
    return await runGit({ ...call, env: { ...call.env, ...proxies, ...trusted } })
  }
}

/** Git trusts what this file names and nothing else, so it names what Node and the system trust as well. */
async function writeBundle(caFile: string, gitDirectory: string): Promise<string> {
  const own = await readFile(caFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const message = `The file of certificates ${caFile} cannot be read (${error.code ?? 'unknown'}).`
    throw new RemoteRefusedError(message, 'Set NODE_EXTRA_CA_CERTS to a PEM file that pm-bot can read.')
  })
  const all = new Set([own.trim(), ...getCACertificates('default'), ...getCACertificates('system')])
  const path = join(gitDirectory, 'authorities.pem')
  const temporary = join(gitDirectory, `.authorities-${randomUUID()}`)
  await writeFile(temporary, `${[...all].join('\n')}\n`)
  await rename(temporary, path)
  return path
}
