import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { DiffStat } from '../diff-stat.tsx'
import { KeyHint } from '../keyboard/key-hint.tsx'
import { onKey } from '../keyboard/on-key.ts'
import { DiffFileView } from './diff-file-view.tsx'
import { diffModel, type FileDiff } from './diff-model.ts'
import { FileList } from './file-list.tsx'
import type { ChangedFile } from './file-notices.ts'
import { stepTo } from './step-to.ts'

/** A file longer than this opens on demand, so that a generated one does not bury the others. */
const LONG_FILE = 600
/** And beyond this many lines in all, so that the page stays quick. */
const LONG_DIFF = 4000

/** A unified diff. Text from a repository is data: it only ever becomes text nodes. */
export default function DiffView(props: { diff: string; files?: readonly ChangedFile[]; label: string }) {
  const [isWrapped, setWrapped] = createSignal(matchMedia('(max-width: 720px)').matches)
  const files = createMemo(() => diffModel(props.diff, props.files))
  const openAtFirst = createMemo(() => shortOnes(files()))
  const id = createUniqueId()
  let view!: HTMLElement

  onKey('wrap', () => setWrapped(!isWrapped()))
  onKey('next-file', () => stepTo(view, '[data-diff-file]', 1))
  onKey('previous-file', () => stepTo(view, '[data-diff-file]', -1))
  onKey('next-hunk', () => stepTo(view, '[data-diff-hunk]', 1))
  onKey('previous-hunk', () => stepTo(view, '[data-diff-hunk]', -1))

  const open = (index: number) =>
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'start' })

  return (
    <section ref={view} class="diff" classList={{ wrapped: isWrapped() }} aria-label={props.label}>
      <header class="diff-head">
        <DiffStat files={files().map(({ file }) => file)} />
        <label class="check">
          <input type="checkbox" checked={isWrapped()} onChange={() => setWrapped(!isWrapped())} />
          Wrap lines <KeyHint command="wrap" />
        </label>
      </header>
      <div class="diff-body">
        <Show when={files().length > 1}>
          <FileList files={files()} onOpen={open} />
        </Show>
        <div class="diff-files">
          <For each={files()} fallback={<p class="quiet">No file differs.</p>}>
            {(file, index) => (
              <DiffFileView diff={file} id={`${id}-${index()}`} startsOpen={openAtFirst().has(file)} />
            )}
          </For>
        </div>
      </div>
    </section>
  )
}

function shortOnes(files: readonly FileDiff[]): Set<FileDiff> {
  let lines = 0
  return new Set(
    files.filter((file) => {
      if (file.lineCount > LONG_FILE || lines + file.lineCount > LONG_DIFF) return false
      lines += file.lineCount
      return true
    }),
  )
}
