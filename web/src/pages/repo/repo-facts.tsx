import type { RepoSyncView, RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { DEPTH_WORDS } from '../../ui/depth-words.ts'
import { Fact } from '../../ui/fact.tsx'
import { InTime } from '../../ui/in-time.tsx'
import { Quota } from '../../ui/quota.tsx'
import { nextSync, nextSyncWords } from '../../ui/repo/next-sync.ts'
import { Sha } from '../../ui/sha.tsx'
import { number, plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

export function RepoFacts(props: { repo: RepoView; sync: RepoSyncView }) {
  return (
    <aside class="run-facts" aria-label="Facts">
      <dl class="facts narrow">
        <Fact name="Last sync">
          <Show when={props.sync.lastSyncAt} fallback="not yet">
            {(at) => <Ago at={at()} suffix=" ago" />}
          </Show>
        </Fact>
        <Fact name="Next sync">
          <Show
            when={nextSync(props.repo.status, props.sync)}
            fallback={nextSyncWords(props.repo.status, props.sync)}
          >
            {(at) => <InTime at={at()} />}
          </Show>
        </Fact>
        <Fact name="Knows up to">
          <Show when={props.sync.cursorAt} fallback="nothing yet">
            {(at) => (
              <span title="The newest change that is here; the next sync asks for what came after it">
                a change <Ago at={at()} suffix=" ago" />
              </span>
            )}
          </Show>
        </Fact>
        <Fact name="Quota">
          <Show when={props.sync.rate} fallback="not known yet">
            {(rate) => <Quota rate={rate()} />}
          </Show>
        </Fact>
        <Fact name="Open">
          {plural(props.sync.openIssues, 'issue')}, {plural(props.sync.openPulls, 'pull request')}
        </Fact>
        <Fact name="Kept">{number(props.sync.objects)} in all</Fact>
        <Fact name="Imported">{DEPTH_WORDS[props.sync.depth]}, then every change</Fact>
        <Show when={props.repo.defaultBranch}>
          {(branch) => (
            <Fact name="Branch">
              <code class="break">
                <VisibleText text={branch()} />
              </code>{' '}
              <Show when={props.sync.headSha}>{(sha) => <Sha value={sha()} length={8} />}</Show>
            </Fact>
          )}
        </Show>
        <Fact name="Clone">
          <Show when={props.sync.clone.fetchedAt} fallback="made when a run needs it">
            {(at) => (
              <>
                fetched <Ago at={at()} suffix=" ago" />
              </>
            )}
          </Show>
        </Fact>
        <Fact name="Added">
          <Ago at={props.repo.addedAt} suffix=" ago" />
        </Fact>
      </dl>
    </aside>
  )
}
