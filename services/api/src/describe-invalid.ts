import type { ErrorObject } from 'ajv'

/** One thing that is wrong with a request. */
export interface InvalidField {
  in: string
  /** Dotted, e.g. `spec.command.0`; empty for the whole. */
  path: string
  message: string
}

type Finding = Pick<ErrorObject, 'keyword' | 'instancePath' | 'params' | 'message'>

/** What a JSON Schema found wrong, by field and in words. */
export function describeInvalid(
  findings: readonly Finding[],
  where = 'body',
  prefix: readonly string[] = [],
): { sentence: string; errors: InvalidField[] } {
  const errors = findings.slice(0, 20).map((finding) => ({
    in: where,
    path: [...prefix, ...pathOf(finding)].join('.'),
    message: messageOf(finding),
  }))
  const [first] = errors
  const sentence = first ? `${first.path ? `“${first.path}”` : `the ${where}`} ${first.message}` : 'invalid'
  return { sentence, errors }
}

function pathOf({ instancePath, params }: Finding): string[] {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  // What is missing or too much is the field itself, not the object around it.
  const field = params.missingProperty ?? params.additionalProperty
  return typeof field === 'string' ? [...steps, field.slice(0, 200)] : steps
}

function messageOf({ keyword, params, message }: Finding): string {
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'additionalProperties':
      return 'is not known here'
    case 'pattern':
      return 'has characters or a form that is not allowed'
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`
    default:
      return (message ?? 'is not valid').replace('NOT', 'not')
  }
}
