import type {
  AppliedWrite,
  LoggedPush,
  LoggedRequest,
  RequestLog,
  Violation,
} from '../contract/request-log.ts'

/** What is written down, and the log that tests read. */
export interface LogBook {
  log: RequestLog
  request(request: LoggedRequest): void
  write(write: AppliedWrite): void
  push(push: LoggedPush): void
  violation(violation: Violation): void
  problem(sentence: string): void
}

export function createLogBook(onClear: () => void): LogBook {
  const requests: LoggedRequest[] = []
  const writes: AppliedWrite[] = []
  const pushes: LoggedPush[] = []
  const violations: Violation[] = []
  const problems: string[] = []

  return {
    log: {
      requests: () => [...requests],
      writes: () => [...writes],
      pushes: () => [...pushes],
      violations: () => [...violations],
      problems: () => [...problems],
      clear() {
        for (const list of [requests, writes, pushes, violations]) list.length = 0
        onClear()
      },
    },
    request: (request) => void requests.push(request),
    write: (write) => void writes.push(write),
    push: (push) => void pushes.push(push),
    violation: (violation) => void violations.push(violation),
    problem: (sentence) => void problems.push(sentence),
  }
}
