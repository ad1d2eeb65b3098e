export interface TestCounts {
  passed: number
  failed: number
  /** The names of those that did not run. */
  skipped: string[]
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string }[]
  }[]
}

export function countTests(report: unknown): TestCounts {
  const counts: TestCounts = { passed: 0, failed: 0, skipped: [] }
  if (!isReport(report)) return counts

  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1
      else if (test.status === 'failed') counts.failed += 1
      else counts.skipped.push(`${file.name}: ${test.fullName}`)
    }
    // A file that cannot be loaded, or whose hooks fail, may have no failed test to count.
    const noneFailed = file.assertionResults.every((test) => test.status !== 'failed')
    if (file.status === 'failed' && noneFailed) counts.failed += 1
  }
  return counts
}

function isReport(report: unknown): report is Report {
  return typeof report === 'object' && report !== null && 'testResults' in report
}
