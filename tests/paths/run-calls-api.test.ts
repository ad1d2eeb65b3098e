import type { AuditEventView } from '@pm-bot/domain'
import { expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { startProduct } from '../setup/product.ts'

/** Sends it and waits for the answer; sends it and is gone; hands it to a child and is gone. */
const scriptFor = (host: string, path: string) => `
say() { printf 'POST ${path} HTTP/1.1\\r\\nHost: ${host}\\r\\ncontent-type: application/json\\r\\ncontent-length: 2\\r\\nconnection: close\\r\\n\\r\\n{}'; }
exec 3<>/dev/tcp/${host.replace(':', '/')}; say >&3; cat <&3; exec 3>&-
exec 3<>/dev/tcp/${host.replace(':', '/')}; say >&3; exec 3>&-
( exec 3<>/dev/tcp/${host.replace(':', '/')}; ( say >&3; sleep 0.2; cat <&3 ) & )
sleep 2
echo a shop > README.md
`

test('a command of a run that may use the network decides nothing by calling pm-bot', async () => {
  const { client, address } = await startProduct('sqlite')
  const repoId = await client.addRepository(makeRepository({ 'README.md': 'a   shop\n' }))
  const other = await client.propose(repoId, ['true'])

  const { host } = new URL(address)
  const script = scriptFor(host, `/api/runs/${other.id}/approve`)
  const run = await client.propose(repoId, ['bash', '-c', script])
  await client.approveNext(run.id)
  await client.untilRun(run.id, 'blocked', 'failed')

  expect(await client.run(other.id)).toMatchObject({ status: 'proposed' })
  const { items } = (await client.request('GET', '/api/audit?limit=200')).body
  const refusals = (items as AuditEventView[]).filter(({ type }) => type === 'run-called-api')
  expect(refusals.map(({ payload }) => payload)).toEqual(
    Array(3).fill({ method: 'POST', route: '/api/runs/:runId/approve', unrecorded: 0 }),
  )

  await client.approveNext(run.id)
  expect(await client.untilRun(run.id, 'completed', 'failed')).toMatchObject({ status: 'completed' })
})
