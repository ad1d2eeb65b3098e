import type { PublishItemPayload, PublishOperation } from '@pm-bot/domain'
import { For, Match, Show, Switch } from 'solid-js'
import { Labels } from '../../ui/labels.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { OperationTarget } from './operation-target.tsx'
import { operationInWords } from './operation-words.ts'

/** Each operation in plain words, why it is proposed, what it finds there, and exactly the text that GitHub would be sent. */
export default function PublishPayloadView(props: { payload: PublishItemPayload }) {
  const reasonOf = (index: number) => props.payload.reasons?.[index]
  return (
    <section class="stack" aria-label="What will be written to GitHub">
      <ol class="operations">
        <For each={props.payload.plan.operations}>
          {(operation, index) => (
            <li class="operation">
              <p>
                <VisibleText text={operationInWords(operation)} />
              </p>
              <Texts operation={operation} />
              <Show when={'number' in operation && operation}>
                {(known) => <OperationTarget operation={known()} repoId={props.payload.plan.repoId} />}
              </Show>
              <Show when={reasonOf(index())}>
                {(reason) => (
                  <p class="reason">
                    <strong>Why:</strong> “<VisibleText text={reason().rationale} keepsLines />”{' '}
                    <span class="quiet">
                      {reason().confidence === null
                        ? 'The model does not say how sure it is.'
                        : `The model says it is ${Math.round((reason().confidence ?? 0) * 100)} % sure.`}
                    </span>
                  </p>
                )}
              </Show>
            </li>
          )}
        </For>
      </ol>
      <RawJson value={props.payload} summary="Exact payload (JSON)" />
    </section>
  )
}

function Texts(props: { operation: PublishOperation }) {
  const title = () => ('title' in props.operation ? props.operation.title : undefined)
  const body = () => ('body' in props.operation ? props.operation.body : undefined)
  const labels = (): readonly string[] => {
    if ('labels' in props.operation) return props.operation.labels
    return 'label' in props.operation ? [props.operation.label] : []
  }
  return (
    <>
      <Show when={title()}>
        {(text) => (
          <p class="operation-title">
            <VisibleText text={text()} />
          </p>
        )}
      </Show>
      <Switch>
        <Match when={body() !== undefined}>
          <ExactText text={body() ?? ''} />
        </Match>
      </Switch>
      <Show when={labels().length > 0}>
        <LabelList labels={labels()} />
      </Show>
    </>
  )
}

/** As it will be sent, with what it hides made visible. */
export function ExactText(props: { text: string }) {
  return (
    <Show when={props.text !== ''} fallback={<p class="quiet">Without a text.</p>}>
      <pre class="exact">
        <VisibleText text={props.text} keepsLines />
      </pre>
    </Show>
  )
}

export function LabelList(props: { labels: readonly string[] }) {
  return (
    <p class="label-list">
      <Labels labels={props.labels} />
    </p>
  )
}
