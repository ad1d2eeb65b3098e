import type { ToolPolicy, ToolRule } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { createTools } from '../../api/tools.ts'
import { VisibleText } from '../visible-text.tsx'
import { ruleGroups, VERDICT_WORDS, whereInWords } from './rule-words.ts'

/** What an agent may do without being asked, what it is asked about, what never; in the order in which it counts. */
export function ToolRulesView(props: { policy: ToolPolicy }) {
  const tools = createTools()
  const titleOf = (name: string) => tools.data()?.find(({ id }) => id === name)?.title ?? name

  return (
    <ol class="rules" aria-label="Rules for tools">
      <For each={ruleGroups(props.policy)}>
        {(group) => (
          <li>
            <span class={`verdict verdict-${group.verdict}`}>{VERDICT_WORDS[group.verdict]}</span>
            <ul>
              <For each={group.rules}>{(rule) => <Rule rule={rule} title={titleOf(rule.tool)} />}</For>
            </ul>
          </li>
        )}
      </For>
      <li>
        <span class="verdict">Refused</span>
        <span>{props.policy.rules.length === 0 ? 'every tool' : 'whatever no line above fits'}</span>
      </li>
    </ol>
  )
}

function Rule(props: { rule: ToolRule; title: string }) {
  return (
    <li>
      <VisibleText text={props.title} />
      <WhereView where={props.rule.where} />
    </li>
  )
}

/** ` (command `npm test`)`, or nothing where any arguments do. */
export function WhereView(props: { where: ToolRule['where'] | null | undefined }) {
  const named = () => whereInWords(props.where ?? null)
  return (
    <Show when={named().length > 0}>
      {' '}
      <span class="rule-where">
        <For each={named()}>
          {({ name, pattern }, index) => (
            <>
              {index() > 0 ? ', ' : 'where '}
              <VisibleText text={name.toLowerCase()} /> is{' '}
              <code>
                <VisibleText text={pattern} />
              </code>
            </>
          )}
        </For>
      </span>
    </Show>
  )
}
