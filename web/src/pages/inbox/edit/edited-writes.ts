import type { PublishOperation } from '@pm-bot/domain'
import type { ArgControl, ArgField } from '../args/arg-fields.ts'
import { argsOf } from '../args/args-of.ts'
import type { EditPart, EditRead, FilledPart } from './edit-parts.ts'
import { byPart } from './edited-call.ts'

type Shape = readonly [name: string, label: string, control: ArgControl, isRequired: boolean, max: number]

/** What may be changed of each write, by GitHub's own limits. Which issue or branch it is about stays. */
const SHAPES: Record<PublishOperation['op'], readonly Shape[]> = {
  comment: [['body', 'Comment', 'prose', true, 65_536]],
  'add-labels': [['labels', 'Labels', 'lines', true, 100]],
  'remove-label': [['label', 'Label', 'line', true, 50]],
  'create-issue': [
    ['title', 'Title', 'line', true, 256],
    ['body', 'Text', 'prose', true, 65_536],
    ['labels', 'Labels', 'lines', true, 100],
  ],
  close: [],
  'delete-branch': [],
}
const MAY_BE_EMPTY = ['create-issue.body', 'create-issue.labels', 'comment.body']

/** A form for each write; undefined for what is no list of known writes. */
export function writeForms(
  operations: unknown,
  titleOf: (operation: PublishOperation) => string,
): EditPart[] | undefined {
  if (!Array.isArray(operations) || !operations.every(isWrite)) return undefined
  return operations.map((operation) => ({
    title: titleOf(operation),
    mayBeLeftOut: true,
    fields: SHAPES[operation.op].map((shape) => fieldOf(operation, shape)),
  }))
}

function fieldOf(operation: PublishOperation, [name, label, control, isRequired, max]: Shape): ArgField {
  const value = (operation as unknown as Record<string, unknown>)[name]
  const min = MAY_BE_EMPTY.includes(`${operation.op}.${name}`) ? 0 : 1
  const typed = Array.isArray(value) ? value.join('\n') : String(value ?? '')
  return { name, label, description: '', control, isRequired, isGiven: true, typed, min, max, choices: [] }
}

/** The writes that the forms say, without those left out. */
export function editedWrites(parts: readonly FilledPart[], original: unknown): EditRead {
  const operations = original as readonly PublishOperation[]
  const problems: Record<string, string> = {}
  const payload = parts.flatMap(({ fields, typed, isLeftOut }, part) => {
    if (isLeftOut) return []
    const read = argsOf(fields, typed)
    Object.assign(problems, byPart(part, read.problems))
    return [{ ...operations[part], ...read.args }]
  })
  const isNothing = payload.length === 0
  return {
    payload,
    problems,
    ...(isNothing ? { problem: 'Nothing is left to write: reject it instead.' } : {}),
  }
}

const isWrite = (value: unknown): value is PublishOperation =>
  typeof value === 'object' && value !== null && Object.hasOwn(SHAPES, (value as { op?: string }).op ?? '')
