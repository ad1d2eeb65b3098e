import { join } from 'node:path'
import { createRedactor } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'
import { initRepository } from '../../../packages/git/src/operators-git.fixture.ts'
import { onStage, type Stage } from '../../faults/stage.ts'
import { type Client, createClient, signIn } from '../../setup/client.ts'
import type { ServiceOptions } from '../../setup/fleet.ts'
import { copyRun } from '../copy-run.ts'

const PASSWORD = 'only for this stage'

export interface ApiStage extends Stage {
  address: string
  /** Of the session; every request pays for its check. */
  headers: { cookie: string }
  client: Client
  repoId: string
  /** Proposes that many runs, each with its item in the inbox. */
  fillInbox(items: number): Promise<void>
}

/** A signed-in operator with one repository, before an api in a process of its own. */
export const onApiStage = <T>(options: ServiceOptions, work: (stage: ApiStage) => Promise<T>): Promise<T> =>
  onStage({ PMBOT_PASSWORD: PASSWORD, PMBOT_LOG_LEVEL: 'error' }, async (stage) => {
    const { address } = await stage.fleet.start('api', options)
    const headers = { cookie: await signIn(address, PASSWORD) }
    const client = createClient(address, headers)
    const repository = initRepository(join(stage.directory, 'shop'), { 'README.md': 'a\n' })
    const repoId = await client.addRepository(repository)
    const fillInbox = async (items: number) => {
      const { id } = await client.propose(repoId, ['sh', '-c', 'echo b >> README.md'])
      const location = { url: stage.databaseUrl }
      const store = await openStore({ location, redactor: createRedactor([]), onError: () => {} })
      await copyRun(store.database.writer, id, items - 1)
      await store.close()
    }
    return await work({ ...stage, address, headers, client, repoId, fillInbox })
  })
