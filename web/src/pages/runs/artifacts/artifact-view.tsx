import type { ArtifactView as Artifact } from '@pm-bot/domain'
import { createMemo, type JSX, Match, Show, Switch } from 'solid-js'
import { createArtifactText } from '../../../api/artifacts.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { ArtifactText } from '../artifact-text.tsx'
import { AnswerView } from './answer-view.tsx'
import { ChecksView } from './checks-view.tsx'
import { ContextView } from './context-view.tsx'
import { readAnswer } from './read-answer.ts'
import { readChecks } from './read-checks.ts'
import { readContext } from './read-context.ts'
import { readTrace } from './read-trace.ts'
import { TraceView } from './trace-view.tsx'

/** A file of a run in the shape that its kind has; as text where it has none, or is not what it says. */
export default function ArtifactView(props: { artifact: Artifact }) {
  const text = createArtifactText(() => props.artifact.id)
  const isOf = (kind: Artifact['kind']) => (props.artifact.kind === kind ? text.data() : undefined)
  const context = createMemo(() => readContext(isOf('context_pack') ?? ''))
  const trace = createMemo(() => readTrace(isOf('tool_trace') ?? ''))
  const checks = createMemo(() => readChecks(isOf('test_report') ?? ''))

  return (
    <>
      <ProblemNote problem={text.error()} onRetry={text.again} />
      <Show when={text.data() !== undefined || !text.isWaiting()} fallback={<Waiting label="artifact" />}>
        <Switch fallback={<ArtifactText artifact={props.artifact} />}>
          <Match when={context()}>
            {(pieces) => (
              <Framed>
                <ContextView pieces={pieces()} />
              </Framed>
            )}
          </Match>
          <Match when={trace()}>
            {(entries) => (
              <Framed>
                <TraceView entries={entries()} />
              </Framed>
            )}
          </Match>
          <Match when={checks()}>
            {(reports) => (
              <Framed>
                <ChecksView checks={reports()} />
              </Framed>
            )}
          </Match>
          <Match when={isOf('answer')}>
            {(answer) => (
              <Framed>
                <AnswerView answer={readAnswer(answer())} />
              </Framed>
            )}
          </Match>
        </Switch>
      </Show>
    </>
  )
}

function Framed(props: { children: JSX.Element }) {
  return <div class="artifact-text">{props.children}</div>
}
