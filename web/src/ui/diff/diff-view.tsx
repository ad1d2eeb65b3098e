import { createMemo, createSignal, createUniqueId, For, onCleanup, onMount, Show } from 'solid-js'
import { DiffStat } from '../diff-stat.tsx'
import { keep, kept } from '../kept.ts'
import { KeyHint } from '../keyboard/key-hint.tsx'
import type { KeyCommand } from '../keyboard/keymap.ts'
import { onKey } from '../keyboard/on-key.ts'
import { plural } from '../time.ts'
import { DiffFileView } from './diff-file-view.tsx'
import { diffModel, type FileDiff } from './diff-model.ts'
import { DiffStateProvider } from './diff-state.ts'
import { FileList } from './file-list.tsx'
import type { ChangedFile } from './file-notices.ts'
import { createLineCursor } from './line-cursor.ts'
import type { LineDrafts, LinePlace } from './line-drafts.ts'
import { fileAtHand, isAtHand, stepTo } from './step-to.ts'
import { isViewed, setFileViewed } from './viewed-files.ts'

/** A file longer than this opens on demand, so that a generated one does not bury the others. */
const LONG_FILE = 600
/** And beyond this many lines in all, so that the page stays quick. */
const LONG_DIFF = 4000
const SPLIT_KEY = 'pm-bot.split-diff'

/** A diff, its files and their lines. Text from a repository is data: it only ever becomes text nodes. */
export default function DiffView(props: {
  diff: string
  files?: readonly ChangedFile[]
  label: string
  /** Where something may be said about the lines. */
  drafts?: LineDrafts
}) {
  const isNarrow = createMedia('(max-width: 720px)')
  const [isWrapped, setWrapped] = createSignal(isNarrow())
  const [wantsSplit, setWantsSplit] = createSignal(kept(SPLIT_KEY) === 'yes')
  const [writingAt, setWritingAt] = createSignal<LinePlace>()
  const isSplit = () => wantsSplit() && !isNarrow()
  const files = createMemo(() => diffModel(props.diff, props.files))
  const openAtFirst = createMemo(() => shortOnes(files()))
  const viewedCount = () => files().filter(isViewed).length
  const drafts = () => props.drafts
  const id = createUniqueId()
  let view!: HTMLElement

  const cursor = createLineCursor(() => view, {
    canWrite: () => props.drafts !== undefined,
    write: setWritingAt,
  })
  function chooseSplit(split: boolean) {
    setWantsSplit(split)
    keep(SPLIT_KEY, split ? 'yes' : null)
  }
  function tickFile() {
    const element = fileAtHand(view)
    const file = files().find(({ file }) => file.path === element?.dataset.diffFile)
    if (!file) return
    const isNow = !isViewed(file)
    setFileViewed(file, isNow)
    if (isNow) stepTo(view, '[data-diff-file]', 1)
  }

  const onDiffKey = (command: KeyCommand, handle: () => void, can = () => true) =>
    onKey(command, handle, () => can() && isAtHand(view))
  onDiffKey('wrap', () => setWrapped(!isWrapped()))
  onDiffKey(
    'split',
    () => chooseSplit(!wantsSplit()),
    () => !isNarrow(),
  )
  onDiffKey('viewed', tickFile)
  onKey(
    'comment',
    () => cursor.writeHere(),
    () => props.drafts !== undefined,
  )
  onDiffKey('next-file', () => stepTo(view, '[data-diff-file]', 1))
  onDiffKey('previous-file', () => stepTo(view, '[data-diff-file]', -1))
  onDiffKey('next-hunk', () => cursor.toHunk(stepTo(view, '[data-diff-hunk]', 1)))
  onDiffKey('previous-hunk', () => cursor.toHunk(stepTo(view, '[data-diff-hunk]', -1)))

  const open = (index: number) =>
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'start' })

  function finishWriting(place: LinePlace | undefined) {
    const former = writingAt()
    setWritingAt(place)
    if (!place && former) cursor.backTo(former)
  }

  return (
    <DiffStateProvider value={{ isSplit, drafts, writingAt, write: finishWriting }}>
      <section
        ref={view}
        class="diff"
        classList={{ wrapped: isWrapped() || isSplit(), commentable: props.drafts !== undefined }}
        aria-label={props.label}
      >
        <header class="diff-head">
          <span class="diff-sums">
            <DiffStat files={files().map(({ file }) => file)} />
            <Show when={viewedCount() > 0}>
              <span class="quiet">
                {viewedCount()} of {files().length} viewed
              </span>
            </Show>
            <Show when={(drafts()?.all().length ?? 0) > 0}>
              <span class="chip blue">{plural(drafts()?.all().length ?? 0, 'comment')}, not sent yet</span>
            </Show>
          </span>
          <span class="diff-choices">
            <Show when={!isNarrow()}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={wantsSplit()}
                  onChange={(event) => chooseSplit(event.currentTarget.checked)}
                />
                Side by side <KeyHint command="split" />
              </label>
            </Show>
            <label class="check">
              <input
                type="checkbox"
                checked={isWrapped() || isSplit()}
                disabled={isSplit()}
                onChange={() => setWrapped(!isWrapped())}
              />
              Wrap lines <KeyHint command="wrap" />
            </label>
          </span>
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
    </DiffStateProvider>
  )
}

function createMedia(query: string): () => boolean {
  const media = matchMedia(query)
  const [matches, setMatches] = createSignal(media.matches)
  const listen = () => setMatches(media.matches)
  onMount(() => media.addEventListener('change', listen))
  onCleanup(() => media.removeEventListener('change', listen))
  return matches
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
