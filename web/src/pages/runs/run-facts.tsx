import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Fact } from '../../ui/fact.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { Sha, shortBranch } from '../../ui/sha.tsx'
import { SpecView } from '../../ui/spec-view.tsx'
import { duration } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { isOver } from './run-zones.ts'

export function RunFacts(props: { run: RunView }) {
  return (
    <aside class="run-facts" aria-label="Facts">
      <dl class="facts narrow">
        <Fact name="Repository">
          <a class="run-link" href={`/repos/${props.run.repoId}`}>
            <VisibleText text={props.run.repoName} />
          </a>
        </Fact>
        <Fact name="Graph">
          <code>
            <VisibleText text={props.run.graphId} />
          </code>
        </Fact>
        <SpecView spec={props.run.spec} />
        <Fact name="Proposed">
          <Ago at={props.run.createdAt} suffix=" ago" />
        </Fact>
        <Show when={isOver(props.run.status)}>
          <Fact name="Took">
            {duration(Date.parse(props.run.updatedAt) - Date.parse(props.run.createdAt))}
          </Fact>
        </Show>
        <Show when={props.run.baseSha}>
          {(sha) => (
            <Fact name="Base">
              <Sha value={sha()} />
            </Fact>
          )}
        </Show>
        <Show when={props.run.commitSha}>
          {(sha) => (
            <Fact name="Commit">
              <Sha value={sha()} />
            </Fact>
          )}
        </Show>
        <Show when={props.run.branch}>
          {(branch) => (
            <Fact name="Branch">
              <code class="break">
                <VisibleText text={shortBranch(branch())} />
              </code>
            </Fact>
          )}
        </Show>
        <Show when={props.run.retryOf}>
          {(id) => (
            <Fact name="Retry of">
              <a href={`/runs/${id()}`}>an earlier run</a>
            </Fact>
          )}
        </Show>
        <Show when={props.run.follows}>
          {(id) => (
            <Fact name="Follows">
              <RunLink runId={id()} />
            </Fact>
          )}
        </Show>
        <Fact name="Run">
          <Sha value={props.run.id} length={13} />
        </Fact>
      </dl>
      <RawJson value={props.run.spec} summary="Spec (JSON)" />
    </aside>
  )
}
