import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIRECT, RemoteRefusedError } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { HIDDEN_HOST, hide } from '../../../../tests/setup/behind-a-proxy.ts'
import { GitFailedError } from '../git-errors.ts'
import { openGit } from '../open-git.ts'
import { git, makeRepository, temporaryDirectory } from '../repository.fixture.ts'
import { serveGit } from './git-http.fixture.ts'
import { asRefusal } from './remote-refusal.ts'

const HEADER = `Authorization: Basic ${Buffer.from('x-access-token:of-the-remote').toString('base64')}`

async function setUp() {
  const repository = makeRepository({ 'a.txt': 'a\n' })
  const server = await serveGit(repository, HEADER)
  const hidden = await hide(Number(new URL(server.url).port))
  const data = join(temporaryDirectory(), 'data')
  const remote = { url: `https://${HIDDEN_HOST}/o/shop.git`, header: HEADER }
  const directory = join(data, 'repos', 'o', 'shop')
  const outbound = { ...DIRECT, httpsProxy: hidden.proxyUrl, caFile: hidden.caFile }
  return { repository, server, hidden, data, remote, directory, outbound }
}

test('git goes through the proxy, and trusts the authority that is named, besides its own', async () => {
  const { repository, server, hidden, data, remote, directory, outbound } = await setUp()
  const port = openGit({ dataDirectory: data, outbound })
  const { headSha } = await port.updateClone({ directory, remote })
  expect(headSha).toBe(git(repository, 'rev-parse', 'main'))
  expect(new Set(hidden.connects)).toEqual(new Set([`${HIDDEN_HOST}:443`]))
  expect(server.requests.length).toBeGreaterThan(0)

  const branch = 'refs/heads/pm-bot/x'
  const pushed = await port.push({ clone: directory, remote, commitSha: headSha, branch, expected: null })
  expect(pushed).toEqual({ status: 'pushed', adopted: false })
  const authorities = readFileSync(join(data, 'git', 'authorities.pem'), 'utf8')
  expect(authorities.match(/BEGIN CERTIFICATE/g)!.length).toBeGreaterThan(100)
  expect(readFileSync(join(directory, 'config'), 'utf8')).not.toMatch(/proxy|secret/i)
})

test('without the authority nothing is believed', async () => {
  const { server, data, remote, directory, outbound } = await setUp()
  const port = openGit({ dataDirectory: data, outbound: { ...outbound, caFile: null } })
  const error = await port.updateClone({ directory, remote }).catch((e: unknown) => e)
  expect(error).toMatchObject({
    message: expect.stringContaining('certificate'),
    hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  })
  expect(server.requests).toEqual([])
  expect(existsSync(directory)).toBe(false)
})

test('what NO_PROXY names is looked for without it, and is not found', async () => {
  const { hidden, data, remote, directory, outbound } = await setUp()
  const port = openGit({ dataDirectory: data, outbound: { ...outbound, noProxy: '.hidden.test' } })
  await expect(port.updateClone({ directory, remote })).rejects.toThrow(/resolve/i)
  expect(hidden.connects).toEqual([])
})

test('a proxy that wants another password says so, and the password is told to nobody', async () => {
  const { data, remote, directory, outbound } = await setUp()
  const httpsProxy = outbound.httpsProxy.replace('secret', 'mistaken')
  const port = openGit({ dataDirectory: data, outbound: { ...outbound, httpsProxy } })
  const error = await port.updateClone({ directory, remote }).catch((e: unknown) => e)
  expect(String(error)).toMatch(/407|proxy/i)
  expect(String(error)).not.toContain('mistaken')
})

test('a proxy that keeps the connection for another try is heard, and what cures it is said', () => {
  const said = "fatal: unable to access 'https://x/y.git/': Received HTTP code 407 from proxy after CONNECT"
  const refusal = asRefusal(new GitFailedError('fetch', 128, said), null)
  expect(refusal).toBeInstanceOf(RemoteRefusedError)
  expect(refusal).toMatchObject({ hint: expect.stringContaining('HTTPS_PROXY') })
})

test('a file of certificates that is not there is named', async () => {
  const { data, remote, directory, outbound } = await setUp()
  const port = openGit({ dataDirectory: data, outbound: { ...outbound, caFile: '/nowhere.pem' } })
  const error = await port.updateClone({ directory, remote }).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(RemoteRefusedError)
  expect(error).toMatchObject({ hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') })
})
