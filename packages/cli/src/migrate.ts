import { loadSettings, openInstance } from './open-instance.ts'

export async function migrate(options: { json?: boolean }): Promise<void> {
  const instance = await openInstance(loadSettings(), 'pm-bot')
  const { dialect } = instance.store.database
  await instance.close()
  const sentence = `The database (${dialect}) is up to date.`
  process.stdout.write(`${options.json ? JSON.stringify({ ok: true, database: dialect }) : sentence}\n`)
}
