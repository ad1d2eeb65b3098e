import { type CommandReport, DEFAULT_TOOL_COMMAND_SECONDS } from '@pm-bot/domain'
import { LIMIT_WORDS } from '../sandbox/limits.ts'
import type { ToolPerformer } from './tool-performer.ts'

const OUTPUT_CHARACTERS = 16_000

interface Args {
  argv: readonly [string, ...string[]]
  timeoutSeconds?: number
  network?: boolean
}

export const run: ToolPerformer = {
  async perform(args, { workbench }) {
    const { argv, timeoutSeconds = DEFAULT_TOOL_COMMAND_SECONDS, network = false } = args as unknown as Args
    const report = await workbench.runCommand({
      argv,
      timeoutMs: timeoutSeconds * 1000,
      network,
      tailCharacters: OUTPUT_CHARACTERS,
    })
    // It may show anything of the clone, and with the network anything of the world.
    await workbench.taint(network ? ['private-content', 'untrusted-text'] : ['private-content'])
    const output = report.tail.trim() === '' ? 'It wrote nothing.' : report.tail
    return `${endOf(report, network)}\n${output}`
  },
}

function endOf(report: CommandReport, network: boolean): string {
  const seconds = (report.durationMs / 1000).toFixed(1)
  if (report.spawnError !== null) return `It was not run: ${report.spawnError}.`
  if (report.limit !== null) return `It ${LIMIT_WORDS[report.limit]} and was stopped after ${seconds} s.`
  const how =
    report.exitCode === null ? `It was ended by ${report.signal}` : `It exited with code ${report.exitCode}`
  const offline =
    !network && report.level === 'bubblewrap' && report.exitCode !== 0 ? ' It had no network.' : ''
  return `${how} after ${seconds} s.${offline}`
}
