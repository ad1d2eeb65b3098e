import { Show } from 'solid-js'
import { createRun } from '../api/runs.ts'
import { Sha } from './sha.tsx'
import { VisibleText } from './visible-text.tsx'

/** A run by its goal. Whoever knows the goal says so; otherwise it is looked up. */
export function RunLink(props: { runId: string; goal?: string | undefined }) {
  return (
    <a class="run-link" href={`/runs/${props.runId}`}>
      <Show when={props.goal} fallback={<Goal runId={props.runId} />}>
        {(goal) => <VisibleText text={goal()} />}
      </Show>
    </a>
  )
}

function Goal(props: { runId: string }) {
  const run = createRun(() => props.runId)
  return (
    <Show
      when={run.data()}
      fallback={
        <>
          run <Sha value={props.runId} length={13} />
        </>
      }
    >
      {(known) => <VisibleText text={known().goal} />}
    </Show>
  )
}
