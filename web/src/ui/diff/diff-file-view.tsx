import type { DiffHunk } from '@pm-bot/domain'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { LineCounts } from '../diff-stat.tsx'
import { Icon } from '../icon.tsx'
import { plural } from '../time.ts'
import { spellOut } from '../visible-pieces.ts'
import { VisibleText } from '../visible-text.tsx'
import { ChangeMark } from './change-mark.tsx'
import { changedParts } from './changed-part.ts'
import { DiffLineRow } from './diff-line-row.tsx'
import type { FileDiff } from './diff-model.ts'
import { fileNotices } from './file-notices.ts'

export function DiffFileView(props: { diff: FileDiff; id: string; startsOpen: boolean }) {
  const [isOpen, setOpen] = createSignal(props.startsOpen)
  const file = () => props.diff.file
  const notices = () => fileNotices(file())

  return (
    <section class="diff-file" id={props.id} aria-label={spellOut(file().path)} data-diff-file>
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
        <span class="diff-stat">
          <LineCounts additions={file().additions} deletions={file().deletions} />
        </span>
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
            <table class="diff-lines">
              <For each={props.diff.hunks}>{(hunk) => <Hunk hunk={hunk} />}</For>
            </table>
          </div>
        </Show>
      </Show>
    </section>
  )
}

function Hunk(props: { hunk: DiffHunk }) {
  const parts = createMemo(() => changedParts(props.hunk.lines))
  return (
    <tbody data-diff-hunk>
      <tr class="hunk-header">
        <td colspan="4">
          <VisibleText text={props.hunk.header} keepsLines />
        </td>
      </tr>
      <For each={props.hunk.lines}>{(line) => <DiffLineRow line={line} part={parts().get(line)} />}</For>
    </tbody>
  )
}
