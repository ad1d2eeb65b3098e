import { runChecks } from './testing/checks.ts'
import { runVitest } from './testing/vitest.ts'

const TIME_LIMIT_MS = 60 * 60_000

// With arguments it is a look at a part: no checks, and skipped tests are what was asked for.
const args = process.argv.slice(2)
const everything = args.length === 0
const started = performance.now()

const checksHold = !everything || (await runChecks())
const tests = await runVitest(args, TIME_LIMIT_MS - (performance.now() - started))

if (tests.ended !== 'on its own') console.error(`The tests were stopped: ${tests.ended}.`)
if (everything && tests.skipped.length > 0) {
  console.error('Skipped tests count as failures:')
  for (const name of tests.skipped) console.error(`  ${name}`)
}
if (tests.passed + tests.failed === 0) console.error('No test ran.')
if (!checksHold) console.error('Not all checks hold, see above.')

const good =
  checksHold &&
  tests.exitCode === 0 &&
  tests.failed === 0 &&
  tests.passed > 0 &&
  !(everything && tests.skipped.length)
process.exitCode = good ? 0 : 1
console.log(`${tests.passed} passed, ${tests.failed} failed`)
