import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('node')
const TESTED = 24

export function checkNode(version = process.versions.node): Finding {
  const major = Number(version.split('.')[0])
  if (major < TESTED)
    return problem(
      `Node is ${version}.`,
      `Install Node ${TESTED}; older ones do not run TypeScript as it is.`,
    )
  if (major > TESTED)
    return warning(
      `Node is ${version}.`,
      `pm-bot is tested with Node ${TESTED}; take that one if something behaves oddly.`,
    )
  return ok(`Node is ${version}.`)
}
