import type { RunStartPayload } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { limitsInWords } from '../../ui/budget/limits-words.ts'
import { RunLink } from '../../ui/run-link.tsx'
import { ToolRulesView } from '../../ui/tools/tool-rules-view.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { TaintNote } from './taint-mark.tsx'

/** On which terms an agent starts: what it may do, what it may spend, where it begins. All of it is approved with the start. */
export default function StartTerms(props: { payload: RunStartPayload }) {
  return (
    <>
      <Show when={props.payload.forkOf}>
        {(fork) => (
          <section class="card padded stack" aria-label="Where it begins">
            <h2 class="card-title">It begins from a step of another run</h2>
            <p>
              From step {fork().step} of <RunLink runId={fork().runId} goal={fork().goal} />.
            </p>
            <TaintNote taint={fork().taint} />
            <Show
              when={fork().effectsSince.length > 0}
              fallback={<p class="quiet">That run did nothing outside of its clone after this step.</p>}
            >
              <p>Since that step it did this outside of its clone, and none of it is undone:</p>
              <ul class="bullets">
                <For each={fork().effectsSince}>
                  {({ at, what }) => (
                    <li>
                      <VisibleText text={what} />{' '}
                      <span class="quiet">
                        <Ago at={at} suffix=" ago" />
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </section>
        )}
      </Show>
      <Show when={props.payload.tools}>
        {(policy) => (
          <section class="card padded stack" aria-label="What it may do">
            <h2 class="card-title">What it may do</h2>
            <ToolRulesView policy={policy()} />
          </section>
        )}
      </Show>
      <Show when={props.payload.budget}>
        {(budget) => (
          <section class="card padded stack" aria-label="What it may spend">
            <h2 class="card-title">What it may spend</h2>
            <Show
              when={limitsInWords(budget())}
              fallback={<p>As much as it needs: no limit is set for this run.</p>}
            >
              {(words) => <p>At most {words()}. Then it stops and asks you for more.</p>}
            </Show>
          </section>
        )}
      </Show>
    </>
  )
}
