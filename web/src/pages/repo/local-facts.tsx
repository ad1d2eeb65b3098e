import type { RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Fact } from '../../ui/fact.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Of a repository of this machine there is nothing to sync. */
export function LocalFacts(props: { repo: RepoView }) {
  return (
    <aside class="run-facts" aria-label="Facts">
      <dl class="facts narrow">
        <Fact name="Path">
          <span class="path">
            <VisibleText text={props.repo.fullName} />
          </span>
        </Fact>
        <Show when={props.repo.defaultBranch}>
          {(branch) => (
            <Fact name="Branch">
              <code class="break">
                <VisibleText text={branch()} />
              </code>
            </Fact>
          )}
        </Show>
        <Fact name="Added">
          <Ago at={props.repo.addedAt} suffix=" ago" />
        </Fact>
      </dl>
    </aside>
  )
}
