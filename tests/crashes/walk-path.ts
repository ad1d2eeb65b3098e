import { change, makeRepository, repositoryState } from '../../packages/git/src/repository.fixture.ts'
import { type Client, createClient } from '../setup/client.ts'

export interface Walked {
  client: Client
  runId: string
  repoId: string
  /** Of the operator. */
  directory: string
  /** True while the repository but for the run's branch is as it was. */
  isUntouched(): boolean
}

const ANSWER_WITHIN_MS = 120_000

/** The whole path of the first issue, by someone who repeats each request until it is answered. */
export async function walkPath(address: string): Promise<Walked> {
  const client = createClient(address, {}, { repeatForMs: ANSWER_WITHIN_MS })
  const directory = makeRepository({ 'README.md': 'a\n', 'mine.txt': 'a\n' })
  change(directory, { 'mine.txt': 'the operator is in the middle of this\n' })
  const state = () =>
    JSON.stringify([...repositoryState(directory, '.git/refs/heads/pm-bot', '.git/logs/refs/heads/pm-bot')])
  const before = state()

  const repoId = await client.addRepository(directory)
  // The mark by which its processes are recognised.
  const script = `: ${directory}; echo b >> README.md`
  const { id: runId } = await client.propose(repoId, ['sh', '-c', script])
  await client.approveNext(runId)
  await client.untilRun(runId, 'blocked', 'failed')
  await client.approveNext(runId)
  await client.untilRun(runId, 'completed', 'failed')
  return { client, runId, repoId, directory, isUntouched: () => state() === before }
}
