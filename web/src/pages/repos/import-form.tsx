import type { ImportDepth } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, For, onMount, Show } from 'solid-js'
import { askForEstimate, createEstimate } from '../../api/github.ts'
import { addRepo } from '../../api/repos.ts'
import { createCommand } from '../../ui/create-command.ts'
import { DEPTHS } from '../../ui/depth-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Quota } from '../../ui/quota.tsx'
import { SyncErrorNote } from '../../ui/sync-error-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { DepthChoice } from './depth-choice.tsx'

/** How much of a repository to import at first, with what each asks of GitHub. */
export function ImportForm(props: { fullName: string; onBack: () => void }) {
  const navigate = useNavigate()
  const [depth, setDepth] = createSignal<ImportDepth>('open')
  const [isAsked, setAsked] = createSignal(false)
  const ask = createCommand((fullName: string, key) =>
    askForEstimate(fullName, key).then(() => setAsked(true)),
  )
  const estimate = createEstimate(() => props.fullName, isAsked)
  const add = createCommand(async (body: { fullName: string; depth: ImportDepth }, key) => {
    const repo = await addRepo(body, key)
    announce({ text: `Added ${repo.fullName}; its import begins.` })
    navigate(`/repos/${repo.id}`)
  })
  let heading!: HTMLHeadingElement
  onMount(() => {
    heading.focus()
    ask.run(props.fullName)
  })
  const isEstimating = () =>
    ask.isPending() || (isAsked() && (!estimate.data() || estimate.data()?.status === 'waiting'))

  return (
    <form
      class="import-form"
      aria-label="Import"
      onSubmit={(event) => {
        event.preventDefault()
        add.run({ fullName: props.fullName, depth: depth() })
      }}
    >
      <header class="import-head">
        <h4 ref={heading} tabindex="-1">
          <VisibleText text={props.fullName} />
        </h4>
        <button type="button" class="button small" onClick={() => props.onBack()}>
          <Icon name="back" /> Choose another
        </button>
      </header>
      <fieldset class="depths">
        <legend class="label">How much to import at first</legend>
        <For each={DEPTHS}>
          {(each) => (
            <DepthChoice
              depth={each}
              isChosen={depth() === each}
              estimate={estimate.data()?.depths.find((known) => known.depth === each)}
              rate={estimate.data()?.rate ?? null}
              isEstimating={isEstimating()}
              onChoose={() => setDepth(each)}
            />
          )}
        </For>
      </fieldset>
      <p class="hint">
        Whatever you choose, every later change is kept.{' '}
        <Show when={estimate.data()?.rate}>{(rate) => <Quota rate={rate()} />}</Show>
      </p>
      <ProblemNote problem={ask.problem()} onRetry={() => ask.run(props.fullName)} />
      <ProblemNote problem={estimate.error()} onRetry={estimate.again} />
      <Show when={estimate.data()?.error}>
        {(error) => <SyncErrorNote error={error()}>There is no estimate: </SyncErrorNote>}
      </Show>
      <ProblemNote problem={add.problem()} />
      <div class="buttons">
        <button type="submit" class="button primary" disabled={add.isPending()}>
          <Icon name="plus" /> Add and import
        </button>
      </div>
    </form>
  )
}
