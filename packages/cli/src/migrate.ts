import { loadSettings, openInstance } from '@pm-bot/instance'

export async function migrate(options: { json?: boolean }): Promise<void> {
  const instance = await openInstance(loadSettings(), { name: 'pm-bot migrate' })
  const { dialect } = instance.store.database
  await instance.close()
  const sentence = `The database (${dialect}) is up to date.`
  process.stdout.write(`${options.json ? JSON.stringify({ ok: true, database: dialect }) : sentence}\n`)
}
