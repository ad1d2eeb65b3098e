import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { LineCounts } from '../diff-stat.tsx'
import { Icon } from '../icon.tsx'
import { plural } from '../time.ts'
import { spellOut } from '../visible-pieces.ts'
import { VisibleText } from '../visible-text.tsx'
import { ChangeMark } from './change-mark.tsx'
import { Hunk } from './diff-hunk.tsx'
import type { FileDiff } from './diff-model.ts'
import { useDiffState } from './diff-state.ts'
import { fileNotices } from './file-notices.ts'
import { isViewed, setFileViewed } from './viewed-files.ts'

export function DiffFileView(props: { diff: FileDiff; id: string; startsOpen: boolean }) {
  const { isSplit, drafts } = useDiffState()
  const viewed = () => isViewed(props.diff)
  const [isOpen, setOpen] = createSignal(props.startsOpen && !viewed())
  createEffect(on(viewed, (now) => setOpen(!now), { defer: true }))
  const file = () => props.diff.file
  const notices = () => fileNotices(file())
  const comments = () => (drafts()?.all() ?? []).filter(({ path }) => path === file().path).length

  return (
    <article
      class="diff-file"
      classList={{ viewed: viewed() }}
      id={props.id}
      aria-label={spellOut(file().path)}
      data-diff-file={file().path}
    >
      <header>
        <button
          type="button"
          class="icon-button"
          aria-expanded={isOpen()}
          aria-label={`Lines of ${spellOut(file().path)}`}
          onClick={() => setOpen(!isOpen())}
        >
          <Icon name={isOpen() ? 'down' : 'forward'} />
        </button>
        <ChangeMark change={file().change} />
        <span class="diff-path">
          <VisibleText text={file().path} />
        </span>
        <Show when={comments() > 0}>
          <span class="chip blue">{plural(comments(), 'comment')}</span>
        </Show>
        <span class="diff-stat">
          <LineCounts additions={file().additions} deletions={file().deletions} />
        </span>
        <label class="check viewed-check">
          <input
            type="checkbox"
            checked={viewed()}
            onChange={(event) => setFileViewed(props.diff, event.currentTarget.checked)}
          />
          Viewed<span class="sr-only"> {spellOut(file().path)}</span>
        </label>
      </header>
      <Show when={notices().length > 0}>
        <ul class="diff-notices">
          <For each={notices()}>
            {(notice) => (
              <li>
                <VisibleText text={notice} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show
        when={isOpen()}
        fallback={
          <button type="button" class="diff-closed" onClick={() => setOpen(true)}>
            Show {plural(props.diff.lineCount, 'line')}
          </button>
        }
      >
        <Show when={props.diff.hunks.length > 0}>
          {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no fieldset */}
          <div class="diff-scroll" role="group" aria-label="Changed lines" tabindex="0">
            <table class="diff-lines" classList={{ 'side-by-side': isSplit() }}>
              <Show when={isSplit()}>
                <Columns />
                <Columns />
              </Show>
              <For each={props.diff.hunks}>{(hunk) => <Hunk hunk={hunk} path={file().path} />}</For>
            </table>
          </div>
        </Show>
      </Show>
    </article>
  )
}

/** Those of one half. */
const Columns = () => (
  <colgroup>
    <col class="number-column" />
    <col class="mark-column" />
    <col />
  </colgroup>
)
