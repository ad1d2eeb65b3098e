import { useNavigate, useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { createRun } from '../../api/runs.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { PendingDecisions } from './pending-decisions.tsx'
import { PullRequestPanel } from './pull-request-panel.tsx'
import { RunAnswer } from './run-answer.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunHeader } from './run-header.tsx'
import { RunTabs } from './run-tabs.tsx'
import { RunWorkNote } from './run-work-note.tsx'

export default function RunPage() {
  const params = useParams<{ runId: string }>()
  const navigate = useNavigate()
  const run = createRun(() => params.runId)
  createTitle(() => run.data()?.goal ?? 'Run')
  onKey('back', () => navigate('/runs'))

  return (
    <div class="page wide">
      <ProblemNote problem={run.error()} onRetry={run.again} />
      <Show
        when={run.data()}
        fallback={
          <Show when={run.isWaiting()}>
            <Waiting label="run" rows={6} />
          </Show>
        }
      >
        {(known) => (
          <>
            <RunHeader run={known()} />
            <PendingDecisions runId={known().id} />
            <Show when={known().pullRequest}>
              {(pull) => <PullRequestPanel run={known()} pull={pull()} />}
            </Show>
            <RunAnswer run={known()} />
            <RunWorkNote runId={known().id} />
            <div class="run-body">
              <RunTabs run={known()} />
              <RunFacts run={known()} />
            </div>
          </>
        )}
      </Show>
    </div>
  )
}
