import type { PublishOperation } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createObjectOfNumber, objectHref } from '../../api/github-objects.ts'
import { Labels } from '../../ui/labels.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { afterOperation } from './after-operation.ts'

type AboutObject = Extract<PublishOperation, { number: number }>

/** What it is about, as the cache has it: how it is now, and how it will be. */
export function OperationTarget(props: { operation: AboutObject; repoId: string }) {
  const object = createObjectOfNumber(
    () => props.repoId,
    () => props.operation.number,
  )
  return (
    <Show when={object.data()}>
      {(known) => {
        const after = () => afterOperation(props.operation, known())
        return (
          <div class="target">
            <a href={objectHref(known())}>
              #{known().number} <VisibleText text={known().title} />
            </a>
            <Show when={after()}>
              {(change) => (
                <dl class="before-after">
                  <div>
                    <dt>Now</dt>
                    <dd>
                      <Side side={change().before} />
                    </dd>
                  </div>
                  <div>
                    <dt>Then</dt>
                    <dd>
                      <Side side={change().after} />
                    </dd>
                  </div>
                </dl>
              )}
            </Show>
          </div>
        )
      }}
    </Show>
  )
}

function Side(props: { side: string | readonly string[] }) {
  const labels = () => (typeof props.side === 'string' ? undefined : props.side)
  return (
    <Show when={labels()} fallback={<VisibleText text={String(props.side)} />}>
      {(list) => (
        <Show when={list().length > 0} fallback={<span class="quiet">no labels</span>}>
          <Labels labels={list()} />
        </Show>
      )}
    </Show>
  )
}
