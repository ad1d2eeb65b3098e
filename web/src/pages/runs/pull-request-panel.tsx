import type { PullRequestView, RunView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { Sha, shortBranch } from '../../ui/sha.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { PullRequestActions } from './pull-request-actions.tsx'
import { checksLook, pullRequestLook, reviewLook } from './pull-request-words.ts'

/** What the run's change became on GitHub, and what can be asked for next. */
export function PullRequestPanel(props: { run: RunView; pull: PullRequestView }) {
  const looks = () => [
    pullRequestLook(props.pull),
    checksLook(props.pull.checks),
    reviewLook(props.pull.review),
  ]
  return (
    <section class="card pull-request" aria-label="Pull request">
      <div>
        <p class="row-title">
          <OutwardLink href={props.pull.url}>Pull request #{props.pull.number}</OutwardLink>
          <For each={looks()}>
            {(look) => (
              <Chip icon={look.icon} tone={look.tone} turning={look.icon === 'working'}>
                {look.word}
              </Chip>
            )}
          </For>
        </p>
        <p class="row-under">
          <span class="pull-request-branch">
            <Icon name="branch" />
            <code class="break">
              <VisibleText text={shortBranch(props.pull.branch)} />
            </code>
            at <Sha value={props.pull.headSha} />
          </span>
          <Show when={props.pull.seenAt}>
            {(at) => (
              <span>
                seen <Ago at={at()} suffix=" ago" />
              </span>
            )}
          </Show>
        </p>
      </div>
      <PullRequestActions run={props.run} pull={props.pull} />
    </section>
  )
}
