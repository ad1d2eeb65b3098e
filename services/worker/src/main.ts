import { loadServerSettings, openInstance, runMain, stopOnSignal } from '@pm-bot/instance'
import { openWorker } from './open-worker.ts'
import { readWorkerFlags } from './worker-flags.ts'

/** A worker as a process of its own, beside as many others as there are. */
await runMain(async () => {
  const flags = readWorkerFlags(process.argv.slice(2))
  const instance = await openInstance(loadServerSettings(), {
    name: 'pm-bot worker',
    role: 'worker',
    supervise: false,
  })
  const worker = await openWorker(instance, flags)
  stopOnSignal(async () => {
    await worker.stop()
    await instance.close()
  })
  process.stdout.write('pm-bot worker is ready\n')
})
