import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { shareProduct, startProduct } from '../setup/product.ts'

const branches = (directory: string) => git(directory, 'branch', '--list', 'pm-bot/*')

describe('bytes that are not those that were approved are not written', () => {
  const shared = shareProduct('sqlite')

  async function blocked(directory: string): Promise<{ id: string; files: string }> {
    const { client, dataDirectory } = shared()
    const { id } = await client.propose(await client.addRepository(directory), [
      'sh',
      '-c',
      'echo b >> a.txt',
    ])
    await client.approveNext(id)
    await client.untilRun(id, 'blocked')
    return { id, files: join(dataDirectory, 'artifacts', id) }
  }

  const MUTATIONS: Record<string, (text: string) => string> = {
    'another message': (text) => text.replace('"message":"', '"message":"x'),
    'another path': (text) => text.replace('"a.txt"', '"b.txt"'),
    'another mode': (text) => text.replace('100644', '100755'),
    'a blank more': (text) => `${text} `,
  }
  test.each(Object.keys(MUTATIONS))('%s in the bundle', async (name) => {
    const directory = makeRepository({ 'a.txt': 'a\n' })
    const { id, files } = await blocked(directory)
    for (const file of readdirSync(files).filter((file) => file.endsWith('.json'))) {
      const path = join(files, file)
      const text = readFileSync(path, 'utf8')
      if (text.includes('pm-bot-changeset/1')) writeFileSync(path, MUTATIONS[name]!(text))
    }
    await shared().client.approveNext(id)
    const failed = await shared().client.untilRun(id, 'failed', 'completed')
    expect(failed.status).toBe('failed')
    expect(failed.reason).toMatch(/othing was written/)
    expect(branches(directory)).toBe('')
  })

  test('another content behind the same name', async () => {
    const directory = makeRepository({ 'a.txt': 'a\n' })
    const { id, files } = await blocked(directory)
    for (const blob of readdirSync(join(files, 'blobs'))) writeFileSync(join(files, 'blobs', blob), 'evil\n')
    await shared().client.approveNext(id)
    expect((await shared().client.untilRun(id, 'failed', 'completed')).status).toBe('failed')
    expect(branches(directory)).toBe('')
  })
})

test('a secret in a change blocks it, and is not told', async () => {
  const directory = makeRepository({ 'a.txt': 'a\n' })
  const product = await startProduct('sqlite')
  const { client } = product
  const token = `ghp_${'a1B2'.repeat(9)}`
  const script = `echo "token = ${token}" > config.ini; echo ${token}`
  const { id } = await client.propose(await client.addRepository(directory), ['sh', '-c', script])
  await client.approveNext(id)
  const failed = await client.untilRun(id, 'failed', 'blocked')
  expect(failed).toMatchObject({ status: 'failed' })
  expect(failed.reason).toMatch(/looks like a secret into config\.ini/)
  expect(failed.reason).not.toContain(token)

  const artifacts = await client.request('GET', `/api/runs/${id}/artifacts`)
  const log = artifacts.body.items.find(({ kind }: { kind: string }) => kind === 'log')
  const { body } = await client.request('GET', `/api/artifacts/${log.id}/content`)
  expect(body).toContain('[redacted]')
  expect(body).not.toContain(token)
})

test('a command cannot freeze the instance by what it prints', async () => {
  const product = await startProduct('sqlite')
  const { client } = product
  const script =
    "yes 'eyJ-eyJ-eyJ-eyJ-eyJ-' | tr -d '\\n' | head -c 2000000; yes '-----BEGIN RSA PRIVATE KEY-----' | head -c 2000000"
  const { id } = await client.propose(await client.addRepository(makeRepository({ a: 'a' })), [
    'sh',
    '-c',
    script,
  ])
  await client.approveNext(id)
  expect((await client.untilRun(id, 'completed', 'failed')).status).toBe('completed')
})
