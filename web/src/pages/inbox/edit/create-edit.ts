import { createMemo, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Typed } from '../args/arg-fields.ts'
import { readJson, sameJson } from '../args/args-of.ts'
import { refusedField } from '../args/refused-field.ts'
import type { MakeDecision } from '../create-decision.ts'
import type { EditPart, EditRead, FilledPart } from './edit-parts.ts'

/** What is edited, and how it is read. */
export interface Editing {
  original: unknown
  /** Undefined where only JSON can say it. */
  formsOf: (payload: unknown) => EditPart[] | undefined
  read: (parts: readonly FilledPart[], original: unknown) => EditRead
  decision: MakeDecision
}

/** What stands in an edit, as forms or as JSON, and what is wrong with it. */
export function createEdit(props: Editing) {
  const first = props.formsOf(props.original)
  // What the forms were made of: JSON may have changed it since.
  const [base, setBase] = createSignal(props.original)
  const [parts, setParts] = createStore<FilledPart[]>(filled(first ?? []))
  const [json, setJson] = createSignal<string | undefined>(first ? undefined : pretty(props.original))
  const [wasSent, setWasSent] = createSignal(false)

  const read = createMemo((): EditRead => {
    const text = json()
    if (text === undefined) return props.read(parts, base())
    const parsed = readJson(text)
    return 'problem' in parsed
      ? { payload: undefined, problems: {}, problem: parsed.problem }
      : { payload: parsed.value, problems: {} }
  })

  return {
    parts,
    json,
    setJson,
    toJson: () => setJson(pretty(read().payload)),
    toForm() {
      const { payload } = read()
      const forms = props.formsOf(payload)
      if (!forms) return
      setBase(payload)
      setParts(filled(forms))
      setJson(undefined)
    },
    hasForm: () => json() === undefined || props.formsOf(read().payload) !== undefined,
    type: (part: number, name: string, typed: Typed) => setParts(part, 'typed', name, typed),
    leaveOut: (part: number, isLeftOut: boolean) => setParts(part, 'isLeftOut', isLeftOut),
    isChanged: () => !sameJson(read().payload, props.original),
    /** Of the whole. */
    problem: () => (wasSent() ? read().problem : undefined),
    /** Of a field; the server may have found one too. */
    problemOf(part: number, name: string): string | undefined {
      const mine = wasSent() ? read().problems[`${part}.${name}`] : undefined
      const { path, message } = refusedField(props.decision.problem()) ?? {}
      const steps = path?.split('.') ?? []
      const isIts = steps[0] === name || (steps[0] === String(part) && steps[1] === name)
      return mine ?? (isIts ? `${path} ${message}.` : undefined)
    },
    /** What is to be sent; undefined where something is wrong, which is shown from now on. */
    send(): { payload: unknown } | undefined {
      setWasSent(true)
      const { payload, problems, problem } = read()
      return problem || Object.keys(problems).length > 0 ? undefined : { payload }
    },
  }
}

const filled = (parts: readonly EditPart[]): FilledPart[] =>
  parts.map((part) => ({ ...part, typed: {}, isLeftOut: false }))

const pretty = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''
