import { auditFilesOf, loadServerSettings, openInstance, runMain, stopOnSignal } from '@pm-bot/instance'
import { startScheduler } from './start-scheduler.ts'

/** The scheduler as a process of its own. Two of them do no harm. */
await runMain(async () => {
  const settings = loadServerSettings()
  const instance = await openInstance(settings, { name: 'pm-bot scheduler', role: 'scheduler' })
  const { store, data, logger, metrics } = instance
  const scheduler = startScheduler({ store, auditFiles: auditFilesOf(data), logger, metrics })
  stopOnSignal(async () => {
    await scheduler.stop()
    await instance.close()
  })
  process.stdout.write('pm-bot scheduler is ready\n')
})
