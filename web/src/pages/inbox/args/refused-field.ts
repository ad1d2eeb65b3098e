import { ApiProblem } from '../../../api/api-problem.ts'

/** Which part of an edit the server found wrong, e.g. `argv.0`, and how; undefined where it was something else. */
export function refusedField(problem: unknown): { path: string; message: string } | undefined {
  if (!(problem instanceof ApiProblem)) return undefined
  const [, path, message] = /are not as they must be: (\S+) (.+)$/s.exec(problem.message) ?? []
  return path === undefined || message === undefined || path === 'the' ? undefined : { path, message }
}
