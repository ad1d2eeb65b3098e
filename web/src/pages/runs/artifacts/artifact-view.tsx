import type { ArtifactView as Artifact } from '@pm-bot/domain'
import { createMemo, type JSX, Match, Show, Switch } from 'solid-js'
import { createArtifactText } from '../../../api/artifacts.ts'
import { WrittenText } from '../../../ui/markdown/written-text.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { AnswerView } from './answer-view.tsx'
import { ArtifactText } from './artifact-text.tsx'
import { ChecksView } from './checks-view.tsx'
import { ContextView } from './context-view.tsx'
import { JsonTree } from './json-tree.tsx'
import { readAnswer } from './read-answer.ts'
import { readChecks } from './read-checks.ts'
import { readContext } from './read-context.ts'
import { readTrace } from './read-trace.ts'
import { TraceView } from './trace-view.tsx'

/** A file of a run in the shape that its kind has; as text where it has none, or is not what it says. */
export default function ArtifactView(props: { artifact: Artifact }) {
  const text = createArtifactText(() => props.artifact.id)
  const isOf = (kind: Artifact['kind']) => (props.artifact.kind === kind ? text.data() : undefined)
  const isMedia = (type: string) => (props.artifact.contentType.startsWith(type) ? text.data() : undefined)
  const context = createMemo(() => readContext(isOf('context_pack') ?? ''))
  const trace = createMemo(() => readTrace(isOf('tool_trace') ?? ''))
  const checks = createMemo(() => readChecks(isOf('test_report') ?? ''))
  const json = createMemo(() => readJson(isMedia('application/json') ?? ''))

  return (
    <>
      <ProblemNote problem={text.error()} onRetry={text.again} />
      <Show when={text.isWaiting()}>
        <Waiting label="artifact" />
      </Show>
      <Show when={text.data() !== undefined}>
        <Switch fallback={<ArtifactText artifact={props.artifact} text={text.data() ?? ''} />}>
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
          <Match when={isMedia('text/markdown')}>
            {(markdown) => (
              <Framed>
                <WrittenText text={markdown()} />
              </Framed>
            )}
          </Match>
          <Match when={json()}>
            {(value) => (
              <Framed>
                <JsonTree value={value()} />
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

/** Undefined where it is a plain value, or none: as text it says more. */
function readJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
