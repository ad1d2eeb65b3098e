import type { RunView } from '@pm-bot/domain'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { Fact } from '../../ui/fact.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { Sha, shortBranch } from '../../ui/sha.tsx'
import { SpecView } from '../../ui/spec-view.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { RunModels } from './run-models.tsx'
import { RunSpend } from './run-spend.tsx'
import { RunTimes } from './run-times.tsx'
import { RunsMadeFrom } from './runs-made-from.tsx'

const ToolRulesView = lazy(() =>
  import('../../ui/tools/tool-rules-view.tsx').then((module) => ({ default: module.ToolRulesView })),
)

export function RunFacts(props: { run: RunView }) {
  const [showsRules, setShowsRules] = createSignal(false)
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
        <RunModels run={props.run} />
        <SpecView spec={props.run.spec} />
        <RunTimes run={props.run} />
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
        <Show when={props.run.forkOf}>
          {(id) => (
            <Fact name="Fork of">
              <RunLink runId={id()} />
            </Fact>
          )}
        </Show>
        <RunsMadeFrom run={props.run} />
        <Show when={props.run.templateId}>
          <Fact name="Template">
            <a href="/templates">proposed from one</a>
          </Fact>
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
      <RunSpend run={props.run} />
      <Show when={props.run.tools}>
        {(tools) => (
          <details class="raw" onToggle={(event) => setShowsRules(event.currentTarget.open)}>
            <summary>What its agent may do</summary>
            <Show when={showsRules()}>
              <Suspense>
                <ToolRulesView policy={tools()} />
              </Suspense>
            </Show>
          </details>
        )}
      </Show>
      <RawJson value={props.run.spec} summary="Spec (JSON)" />
    </aside>
  )
}
