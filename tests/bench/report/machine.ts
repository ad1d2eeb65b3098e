import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import pg from 'pg'

export const processors = (): string => `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`

/** What the figures were seen on. */
export async function describeMachine(postgresUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  const shown = async (setting: string) => (await client.query(`show ${setting}`)).rows[0][setting] as string
  const SETTINGS = ['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_connections']
  const settings: string[] = []
  for (const setting of SETTINGS) settings.push(`${setting}=${await shown(setting)}`)
  const version = await shown('server_version')
  const directory = await shown('data_directory')
  await client.end()
  return {
    Processors: processors(),
    Memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    System: `${process.platform} ${release()}, ${process.arch}`,
    Node: process.version,
    Postgres: `${version}, embedded; ${settings.join(', ')}`,
    'Where the data is': fileSystemOf(directory),
  }
}

/** Linux tells; elsewhere it stays unknown. */
function fileSystemOf(folder: string): string {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(
        ([, at]) => at !== undefined && (folder === at || folder.startsWith(at === '/' ? '/' : `${at}/`)),
      )
      .sort(([, a = ''], [, b = '']) => b.length - a.length)
    return mounts[0]?.[2] ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
