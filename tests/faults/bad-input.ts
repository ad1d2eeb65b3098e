import { join } from 'node:path'
import { createRedactor, FIRST_WORKSPACE } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { snapshot } from '../../services/api/src/snapshot.fixture.ts'
import { createClient } from '../setup/client.ts'
import { askBadly } from './bad-input/ask-badly.ts'
import { endpointsOf, nameOf } from './bad-input/endpoints.ts'
import type { FaultCase } from './fault-case.ts'
import { onStage } from './stage.ts'

const SEED = 1

/** Everything that the api's document allows, and far more that it forbids: no answer of 500, and no trace of what was refused. */
export const badInput: FaultCase = {
  name: 'bad-input',
  trials: 200,
  run: (trials, say) =>
    onStage({ PMBOT_LOG_LEVEL: 'error' }, async ({ fleet, databaseUrl, directory }) => {
      const { address } = await fleet.start('api')
      const client = createClient(address)
      const repository = initRepository(join(directory, 'shop'), { 'README.md': 'a\n' })
      const repoId = await client.addRepository(repository)
      const { id: runId } = await client.propose(repoId, ['true'])
      const { id: itemId } = await client.pendingItem(runId)
      const known = {
        workspaceId: [FIRST_WORKSPACE.workspaceId],
        repoId: [repoId],
        runId: [runId],
        itemId: [itemId],
        queue: ['runs', 'sync'],
        kind: ['run', 'repo'],
        key: [runId, repoId],
        graphId: ['run_command/v1'],
        path: [repository],
      }
      const store = await openStore({
        location: { url: databaseUrl },
        redactor: createRedactor([]),
        supervise: false,
        onError: () => {},
      })
      const target = {
        address,
        known,
        async snapshot() {
          // What every process says of itself, every few seconds.
          const { process_metrics: _, ...tables } = await snapshot(store)
          return tables
        },
      }

      const { body: document } = await client.request('GET', '/openapi.json')
      const endpoints = endpointsOf(document)
      const amount = { valid: trials, broken: Math.ceil(trials * 2.5), seed: SEED }
      const problems: string[] = []
      const statuses: Record<string, number> = {}
      for (const [index, endpoint] of endpoints.entries()) {
        const asked = await askBadly(target, endpoint, amount)
        problems.push(...asked.problems)
        for (const [status, n] of Object.entries(asked.statuses))
          statuses[status] = (statuses[status] ?? 0) + n
        say(`${index + 1}/${endpoints.length}: ${nameOf(endpoint)} ${JSON.stringify(asked.statuses)}`)
      }
      await store.close()
      // An api that turns everybody away refuses what is broken as well.
      if (!statuses['valid 200']) problems.push('nothing that the document allows was accepted')
      return { figures: { endpoints: endpoints.length, ...amount, statuses }, problems }
    }),
}
