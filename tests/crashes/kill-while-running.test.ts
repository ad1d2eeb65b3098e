import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { git, makeRepository, temporaryDirectory } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, startProduct } from '../setup/product.ts'

test.each(DATABASES)(
  'killed while the command runs, on %s: started again elsewhere, once in the end',
  {
    timeout: 90_000,
  },
  async (database) => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    const log = join(temporaryDirectory(), 'attempts')
    writeFileSync(log, '')
    const script = `echo $$ >> ${log}; test $(wc -l < ${log}) -gt 1 || sleep 60; echo b >> README.md`
    const product = await startProduct(database)
    const { id } = await product.client.propose(await product.client.addRepository(directory), [
      'sh',
      '-c',
      script,
    ])
    await product.client.approveNext(id)
    const attempts = () => readFileSync(log, 'utf8').split('\n').filter(Boolean)
    await expect.poll(() => attempts().length, { timeout: 10_000 }).toBe(1)

    await product.kill()
    // The first attempt's command is gone with the process that started it.
    await expect.poll(() => isAlive(Number(attempts()[0])), { timeout: 5000 }).toBe(false)
    await product.restart()
    // On Postgres the queue must first miss the dead worker's heartbeat.
    await expect.poll(async () => (await product.client.run(id)).status, { timeout: 60_000 }).toBe('blocked')
    expect(attempts()).toHaveLength(2)
    await product.client.approveNext(id)
    expect((await product.client.untilRun(id, 'completed', 'failed')).status).toBe('completed')
    expect(git(directory, 'show', `pm-bot/${id}:README.md`)).toBe('a\nb')
    expect(git(directory, 'rev-list', '--count', `main..pm-bot/${id}`)).toBe('1')
  },
)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
