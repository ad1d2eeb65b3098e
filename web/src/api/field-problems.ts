import { ApiProblem } from './api-problem.ts'

/** Problems that the server found, by the field's path, e.g. `goal` or `spec.command.0`. */
export type FieldProblems = Record<string, string>

/** Reads the `errors: [{path, message}]` of a refusal. */
export function fieldProblems(error: unknown): FieldProblems {
  const problems: FieldProblems = {}
  if (!(error instanceof ApiProblem) || !Array.isArray(error.body.errors)) return problems
  for (const { path, message } of error.body.errors as Array<{ path?: unknown; message?: unknown }>) {
    if (typeof path === 'string' && path !== '' && typeof message === 'string') problems[path] ??= message
  }
  return problems
}
