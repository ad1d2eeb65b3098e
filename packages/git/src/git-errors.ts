/** Git ended with an exit code that the caller had no answer for. */
export class GitFailedError extends Error {
  override name = 'GitFailedError'
  readonly exitCode: number | null
  readonly stderr: string

  constructor(command: string, exitCode: number | null, stderr: string) {
    super(`git ${command} ended with ${exitCode ?? 'a signal'}: ${complaint(stderr) || 'it said nothing'}`)
    this.exitCode = exitCode
    this.stderr = stderr
  }
}

export class GitTimeoutError extends Error {
  override name = 'GitTimeoutError'
}

export class GitOutputTooLargeError extends Error {
  override name = 'GitOutputTooLargeError'
}

/** From the first complaint on: before it stand warnings, and after it the advice. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'))
  const first = lines.findIndex((line) => /^(?:fatal|error):/.test(line))
  return lines.slice(Math.max(first, 0)).join(' ').slice(0, 1000)
}
