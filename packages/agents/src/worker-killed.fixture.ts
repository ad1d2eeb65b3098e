import { runCommand } from './run-command.ts'

/** A worker to be killed: prints what its command prints. */
const [directory = '', script = ''] = process.argv.slice(2)
await runCommand({
  argv: ['sh', '-c', script],
  cwd: directory,
  home: directory,
  tmp: directory,
  timeoutMs: 60_000,
  onOutput: (chunk) => process.stdout.write(chunk),
})
