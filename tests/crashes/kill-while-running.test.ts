import { expect, onTestFinished, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { hearCommands } from '../setup/hear-commands.ts'
import { DATABASES, startProduct } from '../setup/product.ts'

test.each(DATABASES)(
  'killed while the command runs, on %s: started again elsewhere, once in the end',
  {
    timeout: 90_000,
  },
  async (database) => {
    const directory = makeRepository({ 'README.md': 'a\n' })
    // The first attempt hangs with a child; the second goes through.
    const { calls, callIn, close } = await hearCommands((_, nth) => (nth === 1 ? 'hang' : 'go on'))
    onTestFinished(close)
    const script = `${callIn('began')} test "$said" != hang || sleep 60; echo b >> README.md`
    const product = await startProduct(database)
    const { id } = await product.client.propose(await product.client.addRepository(directory), [
      'bash',
      '-c',
      script,
    ])
    await product.client.approveNext(id)
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(1)

    await product.kill()
    // The first attempt's command is gone with the process that started it.
    await expect.poll(() => calls[0]!.isOver(), { timeout: 5000 }).toBe(true)
    await product.restart()
    // On Postgres the queue must first miss the dead worker's heartbeat.
    await expect.poll(async () => (await product.client.run(id)).status, { timeout: 60_000 }).toBe('blocked')
    expect(calls).toHaveLength(2)
    await product.client.approveNext(id)
    expect((await product.client.untilRun(id, 'completed', 'failed')).status).toBe('completed')
    expect(git(directory, 'show', `pm-bot/${id}:README.md`)).toBe('a\nb')
    expect(git(directory, 'rev-list', '--count', `main..pm-bot/${id}`)).toBe('1')
  },
)
