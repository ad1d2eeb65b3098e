import { readSettings } from '../packages/domain/src/settings/read-settings.ts'

/** Exit code 0 while the api of these settings can serve. */
const { port } = readSettings()
const answer = await fetch(`http://127.0.0.1:${port}/api/ready`, { signal: AbortSignal.timeout(4000) })
if (!answer.ok) process.stderr.write(`${answer.status} ${await answer.text()}\n`)
process.exitCode = answer.ok ? 0 : 1
