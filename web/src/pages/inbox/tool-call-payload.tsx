import type { InboxItemView, ToolCallPayload } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createTools } from '../../api/tools.ts'
import { Fact } from '../../ui/fact.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ArgsView } from './args/args-view.tsx'
import { reachInWords } from './consequences.ts'
import GrantHint from './grant-hint.tsx'
import { TaintNote } from './taint-mark.tsx'

/** One call, exactly as it would be made, and why a person is asked about it. */
export default function ToolCallPayloadView(props: { item: InboxItemView; payload: ToolCallPayload }) {
  const tools = createTools()
  const tool = () => tools.data()?.find(({ id }) => id === props.payload.tool)
  const isUnknown = () => tools.data() !== undefined && tool() === undefined
  /** Its arguments let it reach further than the tool does by itself. */
  const isWidened = () => props.payload.effect === 'outside' && tool() && tool()?.effect !== 'outside'
  /** Private content matters where it may be sent. */
  const taintThatMatters = () =>
    props.payload.taint.filter((label) => label === 'untrusted-text' || props.payload.effect === 'outside')
  /** The loop of pm-bot itself says no more than why it asks. */
  const ownWords = () => {
    const { description, why } = props.payload
    return description === `Asked because ${why}.` ? null : description
  }

  return (
    <section class="stack" aria-label="What will be called">
      <TaintNote taint={taintThatMatters()} />
      <dl class="facts">
        <Fact name="Tool">
          <Show when={tool()}>{(known) => <>{known().title} </>}</Show>
          <code class="break">
            <VisibleText text={props.payload.tool} />
          </code>
          <Show when={isUnknown()}>
            <p class="quiet">
              pm-bot does not know this tool: its agent brings it along, and nobody else judges it.
            </p>
          </Show>
        </Fact>
        <Fact name="What it may do">
          {reachInWords(props.payload.effect)}
          <Show when={isWidened()}> An argument lets it reach further than this tool does by itself.</Show>
        </Fact>
        <Show when={ownWords()}>
          {(words) => (
            <Fact name="The agent says">
              <blockquote class="agent-words">
                <VisibleText text={words()} keepsLines />
              </blockquote>
            </Fact>
          )}
        </Show>
      </dl>
      <section class="card padded">
        <h2 class="card-title">
          {props.item.status === 'edited' ? 'As it was asked, before it was edited' : 'Exactly this'}
        </h2>
        <ArgsView args={props.payload.args} />
      </section>
      <GrantHint item={props.item}>
        {({ times }) => (
          <p class="hint">
            You approved such calls {times} times in the last 30 days and refused none. A rule would spare you
            the next ones: choose how far your approval goes, or look at what is suggested under{' '}
            <a href="/grants">Grants</a>.
          </p>
        )}
      </GrantHint>
      <RawJson value={props.payload} summary="Exact payload (JSON)" />
    </section>
  )
}
