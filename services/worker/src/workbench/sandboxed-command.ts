import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { LIMIT_WORDS, runCommand } from '@pm-bot/agents'
import type { ArtifactRef, CommandReport, CommandRequest, Workbench } from '@pm-bot/domain'
import type { Bench } from './bench.ts'
import { keeper } from './keep-artifact.ts'

/** Runs commands in the private clone, in the sandbox that there is, and keeps what they said. */
export function sandboxedCommand(
  bench: Bench,
  workDirectory: () => Promise<string>,
): Workbench['runCommand'] {
  const { context, directory, signal, progress } = bench
  const { redactor, sandbox } = context
  const keep = keeper(bench)

  async function keepOutput({ argv, as, tailCharacters }: CommandRequest, output: Uint8Array) {
    // Colours first: an escape sequence in the middle of a secret would hide it from the redactor.
    const text = stripVTControlCharacters(Buffer.from(output).toString())
    const title = `Output of ${redactor.text(argv.join(' ')).slice(0, 200)}`
    const contentType = 'text/plain; charset=utf-8'
    const kind = as === 'cli-agent' ? 'transcript' : 'log'
    const log: ArtifactRef = await keep({ kind, title, contentType, bytes: Buffer.from(text) })
    return { log, tail: tailOf(redactor.text(text), tailCharacters) }
  }

  return async (command) => {
    const { argv, timeoutMs, network } = command
    const clone = await workDirectory()
    const own = { home: join(directory, 'home'), tmp: join(directory, 'tmp') }
    await mkdir(own.home, { recursive: true })
    await mkdir(own.tmp, { recursive: true })
    const home = (command.as === 'cli-agent' && context.cliAgentHome) || own.home
    const places = { clone, home, tmp: own.tmp }
    const result = await runCommand({ argv, sandbox, places, network, timeoutMs, signal })
    signal.throwIfAborted()

    const { output, aborted: _aborted, tail: _tail, ...end } = result
    const report = { ...end, ...(await keepOutput(command, output)) }
    await progress({
      type: 'command-ran',
      title: describeCommand(argv, report),
      detail: { argv: [...argv], network, ...end },
    })
    return report
  }
}

/**
 * What a reason is made of, or what an agent reads. Cut after it was redacted: half a secret is one that nothing recognises.
 */
function tailOf(text: string, characters?: number): string {
  if (characters === undefined) return text.trimEnd().split('\n').slice(-20).join('\n').slice(-2000)
  const whole = text.trimEnd()
  if (whole.length <= characters) return whole
  const beginning = Math.floor(characters / 4)
  const left = whole.length - characters
  return `${whole.slice(0, beginning)}\n[${left} characters are left out here]\n${whole.slice(beginning - characters)}`
}

function describeCommand(argv: readonly string[], report: Omit<CommandReport, 'log'>): string {
  const seconds = (report.durationMs / 1000).toFixed(1)
  const command = argv.join(' ').slice(0, 200)
  if (report.spawnError) return `Could not run ${command}: ${report.spawnError}`
  if (report.limit) return `Stopped ${command} after ${seconds} s: it ${LIMIT_WORDS[report.limit]}`
  const end = report.exitCode === null ? `was ended by ${report.signal}` : `exited with ${report.exitCode}`
  return `Ran ${command}: ${end} after ${seconds} s`
}
