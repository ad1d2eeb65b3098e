import type { ToolRule } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { createTools } from '../../api/tools.ts'
import { Icon } from '../icon.tsx'
import { Rows } from '../rows.tsx'
import { VERDICT_WORDS } from './rule-words.ts'
import { WhereView } from './tool-rules-view.tsx'
import { MOST_RULES, moved, type TypedRule, whereUnseen } from './typed-rules.ts'
import { whereArguments } from './typed-where.ts'
import { WhereFields } from './where-fields.tsx'

/** Rules one by one: the first that fits a call decides, what none fits is refused. */
export default function RulesEditor(props: {
  rules: readonly TypedRule[]
  problems: ReadonlyMap<number, string>
  /** What the button says that takes the rules away. */
  back: string
  /** Undefined: no rules of one's own. */
  onChange: (rules: TypedRule[] | undefined) => void
}) {
  const tools = createTools()
  const change = (id: number, changes: Partial<TypedRule>) =>
    props.onChange(props.rules.map((rule) => (rule.id === id ? { ...rule, ...changes } : rule)))
  const at = (id: number) => props.rules.findIndex((rule) => rule.id === id)
  function add() {
    const id = Math.max(-1, ...props.rules.map((rule) => rule.id)) + 1
    props.onChange([{ id, tool: 'run', verdict: 'ask', where: {} }, ...props.rules])
  }

  return (
    <div class="stack small-gap">
      <div class="buttons">
        <button type="button" class="button small" disabled={props.rules.length >= MOST_RULES} onClick={add}>
          <Icon name="plus" /> Add a rule at the top
        </button>
        <button type="button" class="button small" onClick={() => props.onChange(undefined)}>
          {props.back}
        </button>
      </div>
      <ol class="rules-editor" aria-label="Rules, the first that fits decides">
        <Rows each={props.rules} key={(rule) => String(rule.id)}>
          {(rule) => (
            <RuleRow
              rule={rule()}
              number={at(rule().id) + 1}
              isLast={at(rule().id) === props.rules.length - 1}
              tools={tools.data() ?? []}
              problem={props.problems.get(rule().id)}
              onChange={(changes) => change(rule().id, changes)}
              onMove={(by) => props.onChange(moved(props.rules, at(rule().id), by))}
              onRemove={() => props.onChange(props.rules.filter(({ id }) => id !== rule().id))}
            />
          )}
        </Rows>
        <li class="quiet">Whatever no line above fits is refused.</li>
      </ol>
    </div>
  )
}

function RuleRow(props: {
  rule: TypedRule
  number: number
  isLast: boolean
  tools: NonNullable<ReturnType<ReturnType<typeof createTools>['data']>>
  problem: string | undefined
  onChange: (changes: Partial<TypedRule>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}) {
  const args = createMemo(() =>
    whereArguments(props.tools.find(({ id }) => id === props.rule.tool)?.argsSchema),
  )
  const unseen = () => whereUnseen(props.rule, args())
  const where = (what: string) => `${what} rule ${props.number}`
  const isNarrowed = () => Object.values(props.rule.where).some((text) => text.trim() !== '')
  // Not while it is emptied: it would close under the cursor.
  const isNarrowedAtFirst = isNarrowed()

  return (
    <li>
      <div class="rule-line">
        <select
          aria-label={where('Verdict of')}
          onChange={(event) => props.onChange({ verdict: event.currentTarget.value as ToolRule['verdict'] })}
        >
          <For each={Object.entries(VERDICT_WORDS)}>
            {([verdict, words]) => (
              <option value={verdict} selected={props.rule.verdict === verdict}>
                {words}
              </option>
            )}
          </For>
        </select>
        <select
          aria-label={where('Tool of')}
          onChange={(event) => props.onChange({ tool: event.currentTarget.value, where: {}, read: {} })}
        >
          <Show when={!props.tools.some(({ id }) => id === props.rule.tool)}>
            <option value={props.rule.tool}>{props.rule.tool}</option>
          </Show>
          <For each={props.tools}>
            {(tool) => (
              <option value={tool.id} selected={props.rule.tool === tool.id}>
                {tool.title}
              </option>
            )}
          </For>
        </select>
        <span class="rule-buttons">
          <button
            type="button"
            class="icon-button"
            aria-label={where('Move up')}
            disabled={props.number === 1}
            onClick={() => props.onMove(-1)}
          >
            <Icon name="up-small" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={where('Move down')}
            disabled={props.isLast}
            onClick={() => props.onMove(1)}
          >
            <Icon name="down" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={where('Remove')}
            onClick={() => props.onRemove()}
          >
            <Icon name="close" />
          </button>
        </span>
      </div>
      <Show when={args().length > 0}>
        <details class="raw" open={isNarrowedAtFirst}>
          <summary>{isNarrowed() ? 'only where' : 'any arguments'}</summary>
          <WhereFields
            args={args()}
            value={props.rule.where}
            onChange={(name, text) => props.onChange({ where: { ...props.rule.where, [name]: text } })}
          />
        </details>
      </Show>
      <Show when={Object.keys(unseen()).length > 0}>
        <p class="quiet">
          only <WhereView where={unseen()} />
        </p>
      </Show>
      <Show when={props.problem}>
        <p class="field-problem">{props.problem}</p>
      </Show>
    </li>
  )
}
