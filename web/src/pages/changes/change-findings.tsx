import { type ChangesetView, type FindingView, isRiskyFile } from '@pm-bot/domain'
import { createMemo } from 'solid-js'
import { Findings } from '../../ui/findings.tsx'
import { lineOf } from '../../ui/line-of.ts'
import { plural } from '../../ui/time.ts'
import { type CheckReport, endInWords } from '../runs/artifacts/read-checks.ts'

/** What was looked for in the change, and what a person should look at. */
export function ChangeFindings(props: { change: ChangesetView; checks: CheckReport[] | undefined }) {
  const findings = createMemo(() => [
    ...testsFinding(props.checks),
    pathsFinding(props.change),
    ...secretsFinding(props.change),
  ])
  return <Findings findings={findings()} label="Checks" />
}

/** An agent may propose a change whose checks fail, and then says so. */
function testsFinding(checks: CheckReport[] | undefined): FindingView[] {
  if (checks === undefined || checks.length === 0) return []
  const failed = checks.filter(({ exitCode }) => exitCode !== 0)
  if (failed.length === 0) {
    return [
      finding('Tests', `${listed(checks.map(({ argv }) => lineOf(argv)))}: passed before it was proposed.`),
    ]
  }
  return [
    {
      check: 'Tests',
      verdict: 'warning',
      finding: failed.map((check) => `${lineOf(check.argv)} ${endInWords(check)}`).join('; '),
      advice: 'What it wrote stands among the artifacts of the run.',
    },
  ]
}

function pathsFinding({ files }: ChangesetView): FindingView {
  const risky = files.filter(isRiskyFile)
  if (risky.length === 0) {
    return finding('Paths', 'No program, link, submodule, workflow or lock file is touched.')
  }
  return {
    check: 'Paths',
    verdict: 'warning',
    finding: `${listed(risky.map(({ path }) => path))}: runs by itself, leads elsewhere, or says what else is fetched.`,
    advice: 'Read these lines twice.',
  }
}

/** Changes that were proposed before there was such a look have none. */
function secretsFinding({ secretScan }: ChangesetView): FindingView[] {
  if (!secretScan) return []
  const { lines, binaries, suspects, more } = secretScan
  const unread = binaries > 0 ? ` ${plural(binaries, 'binary file')} could not be read.` : ''
  if (suspects.length === 0) {
    return [finding('Secrets', `None in ${plural(lines, 'added line')}.${unread}`)]
  }
  const places = suspects.map(({ path, line }) => (line === null ? path : `${path}:${line}`))
  return [
    {
      check: 'Secrets',
      verdict: 'warning',
      finding: `May be one: ${listed(places)}${more > 0 ? ` and ${more} more` : ''}.${unread}`,
      advice: 'A commit cannot be masked afterwards. Look at these lines before you approve.',
    },
  ]
}

const finding = (check: string, words: string): FindingView => ({
  check,
  verdict: 'ok',
  finding: words,
  advice: null,
})

const MOST_NAMED = 8
const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
