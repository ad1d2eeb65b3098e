import { startGitHubDouble } from '../../doubles/github/index.ts'
import type { BenchCase, BenchReport } from '../bench-case.ts'
import { type Rounds, roundsOf } from '../figures.ts'
import { type SyncRound, syncOnce } from './sync-once.ts'

const TOKEN = 'github_pat_11ABCDEFG0notarealtokenbutofthatshape0123456789'
const OWNER = 'mona'
const FULL_NAME = `${OWNER}/large`
const SEED = { issues: 5000, pulls: 800, comments: 0.3, reviews: 0.1 }
/** What no number of objects changes: the repository, its labels, the first page of each list asked again. */
const CONSTANT = 12
const LINES = {
  import: `sync, first import of 5,000 issues and 800 pull requests: ≤ 1 request per 100 objects and kind, and ${CONSTANT}`,
  quiet: 'sync, nothing changed: every request is answered with 304',
  refresh: 'sync, 10 changes: ≤ 6 requests, those for what did not change answered with 304',
}
/** What the ten changes leave as it is: the repository, its labels, remarks on lines. */
const UNTOUCHED = 3

/** A repository is imported and then kept up to date; GitHub’s own log says what was asked for. */
export const sync: BenchCase = {
  name: 'sync',
  title: 'Sync with GitHub',
  async measure(say, bench) {
    await using double = await startGitHubDouble()
    await double.world.addToken(TOKEN, {
      login: OWNER,
      repositories: 'all',
      permissions: { metadata: 'read', issues: 'read', pull_requests: 'read', contents: 'read' },
    })
    await double.limits.setQuota(OWNER, { limit: 1_000_000, remaining: 1_000_000 })
    await double.world.addRepository(FULL_NAME, { private: true })
    const seeded = await double.world.seed(FULL_NAME, SEED)
    say(`  on GitHub: ${JSON.stringify(seeded)}`)
    const settings = { GITHUB_API_URL: double.apiUrl, GITHUB_TOKEN: TOKEN, PMBOT_LOG_LEVEL: 'error' }
    const rounds: SyncRound[] = []
    for (let round = 1; round <= bench.rounds; round += 1) {
      rounds.push(await syncOnce(double, FULL_NAME, settings))
      say(`  round ${round}: ${JSON.stringify(rounds.at(-1))}`)
    }
    const { issues, pulls, comments, reviewComments } = seeded
    // GitHub lists pull requests among the issues, and once more by themselves.
    const kinds = {
      'issues and pull requests': issues + pulls,
      'pull requests': pulls,
      comments,
      'remarks on lines': reviewComments,
    }
    return reportOf(rounds, kinds)
  },
}

function reportOf(rounds: readonly SyncRound[], kinds: Record<string, number>): BenchReport {
  const pages = Object.values(kinds).reduce((sum, objects) => sum + Math.ceil(objects / 100), 0)
  const of = (step: keyof SyncRound, what: 'asked' | 'counted' | 'unchanged' | 'seconds'): Rounds =>
    roundsOf(rounds.map((round) => round[step][what]))
  const rowOf = (title: string, step: keyof SyncRound) => [
    title,
    ...(['asked', 'counted', 'unchanged', 'seconds'] as const).map((what) => inWords(of(step, what))),
  ]
  const [first, quiet, refresh] = [of('import', 'asked'), of('quiet', 'counted'), of('refresh', 'asked')]
  const untouched = of('refresh', 'unchanged')
  return {
    figures: { kinds, pages, rounds },
    holds: {
      [LINES.import]: first.max <= pages + CONSTANT,
      [LINES.quiet]: quiet.max === 0,
      [LINES.refresh]: refresh.max <= 6 && untouched.min >= UNTOUCHED,
    },
    found: {
      [LINES.import]: `${inWords(first)} for ${pages} pages, ${inWords(of('import', 'seconds'))} s`,
      [LINES.quiet]: `${inWords(of('quiet', 'unchanged'))} with 304, ${inWords(quiet)} that count`,
      [LINES.refresh]: `${inWords(refresh)}, of which ${inWords(untouched)} with 304`,
    },
    tables: [
      {
        title: 'A repository with a past of two years',
        head: ['', 'requests', 'that count', 'answered with 304', 'seconds'],
        rows: [
          rowOf('first import', 'import'),
          rowOf('nothing changed', 'quiet'),
          rowOf('10 changes', 'refresh'),
        ],
        notes: [
          `GitHub has ${Object.entries(kinds)
            .map(([kind, objects]) => `${objects.toLocaleString('en-US')} ${kind}`)
            .join(
              ', ',
            )}, and gives 100 of a kind at once. It is our own, on loopback, and answers at once; ` +
            'api, worker and scheduler are processes of their own on a fresh Postgres. After each step, what is kept is compared with what is on GitHub.',
        ],
      },
    ],
  }
}

const inWords = ({ median, min, max }: Rounds): string =>
  min === max ? String(median) : `${median} (${min} to ${max})`
