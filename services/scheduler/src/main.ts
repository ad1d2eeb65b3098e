import { loadServerSettings, openInstance, runMain, stopOnSignal } from '@pm-bot/instance'
import { openScheduler } from './open-scheduler.ts'

/** The scheduler as a process of its own. Two of them do no harm. */
await runMain(async () => {
  const instance = await openInstance(loadServerSettings(), { name: 'pm-bot scheduler', role: 'scheduler' })
  const scheduler = openScheduler(instance)
  stopOnSignal(async () => {
    await scheduler.stop()
    await instance.close()
  })
  process.stdout.write('pm-bot scheduler is ready\n')
})
