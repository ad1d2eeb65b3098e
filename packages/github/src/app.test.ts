import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startGitHubDouble } from '../../../tests/doubles/github/index.ts'
import { ALL_PERMISSIONS, appKeys, failureOf, openAs, openShop, SHOP } from './shop.fixture.ts'

const keys = appKeys()

function keyFile(content = keys.privateKey): string {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-app-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'app.pem')
  writeFileSync(path, content)
  return path
}

async function openInstalled() {
  const double = await openShop()
  const appId = double.world.addApp({
    slug: 'helper',
    publicKey: keys.publicKey,
    permissions: ALL_PERMISSIONS,
  })
  const installationId = double.world.addInstallation({ appId, account: 'mona' })
  const opened = openAs(double, { token: null, app: { id: String(appId), privateKeyFile: keyFile() } })
  const tokensMade = () => double.log.requests().filter(({ path }) => path.endsWith('/access_tokens')).length
  return { double, appId, installationId, ...opened, tokensMade }
}

it('tells what the App is and where it is installed', async () => {
  const { github } = await openInstalled()

  expect(await github.connection()).toMatchObject({
    auth: 'app',
    login: 'helper[bot]',
    installations: ['mona'],
  })
  const names: string[] = []
  for await (const { items } of github.visibleRepos()) names.push(...items.map(({ fullName }) => fullName))
  expect(names).toEqual([SHOP])
})

it('finds the installation once and keeps its token', async () => {
  const { double, github, writer, tokensMade } = await openInstalled()
  const issue = double.world.openIssue(SHOP, { title: 'One' })

  await github.repo(SHOP)
  await github.labels(SHOP, 1)
  await writer.ensureComment({ fullName: SHOP, number: issue, body: 'Hello', marker: '<!-- m -->' })

  const asked = double.log.requests().filter(({ path }) => path.endsWith('/installation'))
  expect([asked.length, tokensMade()]).toEqual([1, 1])
  expect(double.world.comments(SHOP)).toMatchObject([{ author: 'helper[bot]' }])
  expect((await github.remote(SHOP)).header).toMatch(/^Authorization: Basic /)
})

it('renews a token before it ends, and one that GitHub takes no more', async () => {
  const { double, github, tokensMade } = await openInstalled()
  double.world.setTokenLifetime(30_000)
  await github.repo(SHOP)
  await github.repo(SHOP)
  expect(tokensMade()).toBeGreaterThanOrEqual(2)

  double.world.setTokenLifetime(3_600_000)
  await github.repo(SHOP)
  const before = tokensMade()
  double.world.expireInstallationTokens()
  expect(await github.repo(SHOP)).toMatchObject({ status: 'found' })
  expect(tokensMade()).toBe(before + 1)
})

it('looks for the installation again when it was made anew', async () => {
  const { double, appId, installationId, github } = await openInstalled()
  await github.repo(SHOP)
  double.world.deleteInstallation(installationId)

  expect(await failureOf(github.repo(SHOP))).toMatchObject({
    name: 'GitHubRefusedError',
    hint: expect.stringContaining('App'),
  })
  double.world.addInstallation({ appId, account: 'mona' })
  expect(await github.repo(SHOP)).toMatchObject({ status: 'found' })
})

it('says what is wrong with the key file, and reads it again when it was put right', async () => {
  const { double, appId } = await openInstalled()
  const path = keyFile('not a key')
  const { github } = openAs(double, { token: null, app: { id: String(appId), privateKeyFile: path } })

  expect(await failureOf(github.repo(SHOP))).toMatchObject({
    name: 'GitHubRefusedError',
    status: 401,
    message: expect.stringContaining('holds no RSA private key'),
    hint: expect.stringContaining('GITHUB_APP_PRIVATE_KEY_FILE'),
  })
  rmSync(path)
  expect((await failureOf(github.repo(SHOP))).message).toContain('does not exist')
  writeFileSync(path, keys.privateKey)
  expect(await github.repo(SHOP)).toMatchObject({ status: 'found' })
})

it('hints at the key when GitHub does not know it', async () => {
  const { double, appId } = await openInstalled()
  const app = { id: String(appId), privateKeyFile: keyFile(appKeys().privateKey) }
  const { github } = openAs(double, { token: null, app })

  expect(await failureOf(github.connection())).toMatchObject({
    status: 401,
    hint: expect.stringContaining('GITHUB_APP_PRIVATE_KEY_FILE'),
  })
})

it.each([
  ['slow', -25 * 60_000],
  ['fast', 90 * 60_000],
])('signs by the clock of GitHub where that of this machine is %s', async (_, skewMs) => {
  // A process of its own, which keeps the right time.
  const double = await startGitHubDouble()
  onTestFinished(() => double.close())
  onTestFinished(() => void vi.useRealTimers())
  await double.world.addRepository(SHOP, { private: true })
  const appId = await double.world.addApp({
    slug: 'helper',
    publicKey: keys.publicKey,
    permissions: ALL_PERMISSIONS,
  })
  await double.world.addInstallation({ appId, account: 'mona' })
  const app = { id: String(appId), privateKeyFile: keyFile() }
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs })

  const asSelf = openAs(double, { token: null, app }).github
  expect(await asSelf.connection()).toMatchObject({ login: 'helper[bot]' })
  const { github } = openAs(double, { token: null, app })
  expect(await github.repo(SHOP)).toMatchObject({ status: 'found' })
  expect(await github.labels(SHOP, 1)).toMatchObject({ status: 'found' })
  // A token that is good for an hour is not made anew because of the clock.
  const requests = await double.log.requests()
  expect(requests.filter(({ path, status }) => path.endsWith('/access_tokens') && status < 300)).toHaveLength(
    1,
  )
})

it('reads what is public where it is not installed, and writes nothing there', async () => {
  const { double, github, writer } = await openInstalled()
  await double.world.addRepository('linus/kernel')
  const issue = double.world.openIssue('linus/kernel', { title: 'One' })

  expect(await github.repo('linus/kernel')).toMatchObject({ status: 'found', rate: { limit: 60 } })
  expect((await github.remote('linus/kernel')).header).toBe(null)
  const comment = { fullName: 'linus/kernel', number: issue, body: 'Hello', marker: '<!-- m -->' }
  expect(await failureOf(writer.ensureComment(comment))).toMatchObject({
    message: expect.stringContaining('not installed'),
    hint: expect.stringContaining('Install it'),
  })
  expect(double.world.comments('linus/kernel')).toEqual([])
})
