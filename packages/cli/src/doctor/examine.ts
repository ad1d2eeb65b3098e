import { checkSettings, examineDatabase, examineMachine, examinePlaces, type Finding } from '@pm-bot/doctor'
import { checkPage } from './check-page.ts'
import { checkPort } from './check-port.ts'
import { checkSandbox } from './check-sandbox.ts'

/** Every check there is; without sound settings, those that need none. Nothing is changed. */
export async function examine(): Promise<Finding[]> {
  const { settings, findings } = checkSettings()
  const everywhere = [...findings, ...(await examineMachine())]
  if (!settings) return everywhere
  return [
    ...everywhere,
    ...(await examineDatabase(settings)),
    ...(await examinePlaces(settings)),
    await checkSandbox(settings.commandPath),
    await checkPort(settings),
    checkPage(settings.databaseUrl !== null),
  ]
}
