import { plural } from '../../ui/time.ts'
import { commandsOf } from './commands-of.ts'
import type { FieldValue, SpecField } from './spec-fields.ts'

type Checked = { value?: unknown } | { problem: string }

/** The spec that the form says, and what is wrong with it, by field. */
export function specOf(
  fields: readonly SpecField[],
  values: Readonly<Record<string, FieldValue>>,
): { spec: Record<string, unknown>; problems: Record<string, string> } {
  const spec: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const field of fields) {
    const checked = check(field, values[field.name] ?? field.initial)
    if ('problem' in checked) problems[field.name] = checked.problem
    else if (checked.value !== undefined) spec[field.name] = checked.value
  }
  return { spec, problems }
}

function check(field: SpecField, value: FieldValue): Checked {
  if (field.kind === 'boolean') return { value: value === true }
  if (Array.isArray(value)) return checkList(field, value)
  const text = String(value)
  if (text.trim() === '') return field.isRequired ? { problem: `${field.label} is required.` } : {}
  switch (field.kind) {
    case 'integer':
    case 'number':
      return checkNumber(field, Number(text))
    case 'json':
      return field.isCommands ? checkCommands(field, text) : checkJson(field, text)
    case 'choice':
    case 'text':
    case 'list':
      return checkText(field, text)
  }
}

function checkList(field: SpecField, list: string[]): Checked {
  if (list.length === 0) return field.isRequired ? { problem: `${field.label} is required.` } : {}
  if (list.length < (field.min ?? 0))
    return { problem: `${field.label} needs at least ${plural(field.min ?? 0, 'entry', 'entries')}.` }
  if (list.length > (field.max ?? Infinity))
    return { problem: `${field.label} takes at most ${field.max} entries.` }
  return { value: list }
}

function checkNumber(field: SpecField, number: number): Checked {
  if (Number.isNaN(number)) return { problem: `${field.label} must be a number.` }
  if (field.kind === 'integer' && !Number.isInteger(number))
    return { problem: `${field.label} must be a whole number.` }
  if (number < (field.min ?? -Infinity)) return { problem: `${field.label} must be at least ${field.min}.` }
  if (number > (field.max ?? Infinity)) return { problem: `${field.label} must be at most ${field.max}.` }
  return { value: number }
}

function checkText(field: SpecField, text: string): Checked {
  if (text.length < (field.min ?? 0))
    return { problem: `${field.label} needs at least ${field.min} characters.` }
  if (text.length > (field.max ?? Infinity))
    return { problem: `${field.label} takes at most ${field.max} characters.` }
  return { value: text }
}

function checkCommands(field: SpecField, text: string): Checked {
  const read = commandsOf(text)
  if ('problem' in read) return { problem: `${field.label}: ${read.problem}` }
  if (read.commands.length > (field.max ?? Infinity))
    return { problem: `${field.label} takes at most ${field.max} lines.` }
  return { value: read.commands }
}

function checkJson(field: SpecField, text: string): Checked {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { problem: `${field.label} is not JSON: ${error instanceof Error ? error.message : error}` }
  }
}
