import type { Finding } from '@pm-bot/doctor'
import { examine } from './doctor/examine.ts'

/** Looks at everything that pm-bot needs and changes nothing. Exit code 1 when there is a problem. */
export async function doctor(options: { json?: boolean }): Promise<void> {
  const findings = await examine()
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length
  const warnings = findings.filter(({ verdict }) => verdict === 'warning').length
  if (problems > 0) process.exitCode = 1
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ok: problems === 0, findings })}\n`)
    return
  }
  for (const finding of findings) process.stdout.write(describe(finding))
  process.stdout.write(`${count(problems, 'problem')}, ${count(warnings, 'warning')}.\n`)
}

const describe = ({ check, verdict, finding, advice }: Finding): string =>
  `${verdict.padEnd(8)} ${check.padEnd(15)} ${finding}\n${advice === null ? '' : `${' '.repeat(25)}→ ${advice}\n`}`

const count = (n: number, what: string): string => `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`
