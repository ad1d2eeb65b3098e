import type { ArtifactRef, ChangeProposerSpec, CommandReport } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'

const CHECK_SECONDS = 900

interface Checked extends CommandReport {
  argv: readonly string[]
}

/** Runs the checks that the run's start was approved with, one after the other, until one fails. Without network. */
export async function runChecks(
  checks: NonNullable<ChangeProposerSpec['checks']>,
  { workbench }: Pick<AgentContext, 'workbench'>,
): Promise<{ failed: Checked | null; kept: ArtifactRef[] }> {
  const reports: Checked[] = []
  for (const argv of checks) {
    const report = await workbench.runCommand({ argv, timeoutMs: CHECK_SECONDS * 1000, network: false })
    reports.push({ ...report, argv })
    if (report.exitCode !== 0) break
  }
  if (reports.length === 0) return { failed: null, kept: [] }
  const failed = reports.find(({ exitCode }) => exitCode !== 0) ?? null
  const bytes = Buffer.from(JSON.stringify(reports.map(reportLine), null, 2))
  const title =
    failed === null
      ? checks.length === 1
        ? 'The check passed'
        : `All ${checks.length} checks passed`
      : `The check ${failed.argv.join(' ').slice(0, 200)} failed`
  const report = await workbench.keepArtifact({
    kind: 'test_report',
    title,
    contentType: 'application/json',
    bytes,
  })
  return { failed, kept: [...reports.map(({ log }) => log), report] }
}

const reportLine = ({ argv, exitCode, signal, spawnError, durationMs, log, tail }: Checked) => ({
  argv,
  exitCode,
  signal,
  spawnError,
  durationMs,
  log: log.artifactId,
  tail,
})
