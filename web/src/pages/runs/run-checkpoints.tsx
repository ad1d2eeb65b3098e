import type { RunCheckpointView, RunView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { createCheckpoints } from '../../api/checkpoints.ts'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { CheckpointState } from './checkpoint-state.tsx'
import { checkpointWords } from './checkpoint-words.ts'
import { ForkDialog } from './fork-dialog.tsx'

/** The steps of the agent that are kept, newest first, each a place from which another run can begin. */
export function RunCheckpoints(props: { run: RunView }) {
  const checkpoints = createCheckpoints(() => props.run.id)
  const [forking, setForking] = createSignal<RunCheckpointView>()

  return (
    <>
      <ProblemNote problem={checkpoints.error()} onRetry={checkpoints.again} />
      <Show when={checkpoints.data()} fallback={<Waiting label="checkpoints" rows={3} />}>
        {(known) => (
          <ul class="card rows" aria-label="Checkpoints">
            <Rows
              each={known().toReversed()}
              key={(checkpoint) => checkpoint.id}
              fallback={
                <EmptyState icon="branch" title="No checkpoints yet">
                  <p>The steps of the agent are listed here whenever it comes to rest.</p>
                </EmptyState>
              }
            >
              {(checkpoint) => (
                <li class="checkpoint">
                  <span class="checkpoint-step number">{stepName(checkpoint().step)}</span>
                  <span class="checkpoint-text">
                    <VisibleText text={checkpointWords(checkpoint())} />
                    <Show when={checkpoint().waitsFor.length > 0}>
                      {' '}
                      <Chip icon="blocked" tone="amber">
                        Waited for you
                      </Chip>
                    </Show>
                    <Show when={checkpoint().unfit}>
                      {(why) => (
                        <span class="hint">
                          <VisibleText text={why()} />
                        </span>
                      )}
                    </Show>
                  </span>
                  <span class="quiet">
                    <Ago at={checkpoint().at} suffix=" ago" />
                  </span>
                  <button
                    type="button"
                    class="button small"
                    disabled={!checkpoint().canFork}
                    onClick={() => setForking(checkpoint())}
                  >
                    Fork from here…<span class="sr-only"> (step {checkpoint().step})</span>
                  </button>
                  <CheckpointState checkpoint={checkpoint()} />
                </li>
              )}
            </Rows>
          </ul>
        )}
      </Show>
      <Show when={forking()} keyed>
        {(checkpoint) => (
          <ForkDialog run={props.run} checkpoint={checkpoint} onClose={() => setForking(undefined)} />
        )}
      </Show>
    </>
  )
}

const stepName = (step: number) => (step < 0 ? 'Start' : `Step ${step}`)
