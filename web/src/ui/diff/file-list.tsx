import { For, Show } from 'solid-js'
import { LineCounts } from '../diff-stat.tsx'
import { Icon } from '../icon.tsx'
import { spellOut } from '../visible-pieces.ts'
import { VisibleText } from '../visible-text.tsx'
import { ChangeMark } from './change-mark.tsx'
import type { FileDiff } from './diff-model.ts'
import { isViewed } from './viewed-files.ts'

/** The files with their folders: where to go, and how much is there. */
export function FileList(props: { files: FileDiff[]; onOpen: (index: number) => void }) {
  const folder = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)
  const isNewFolder = (index: number) =>
    index === 0 ||
    folder(props.files[index]?.file.path ?? '') !== folder(props.files[index - 1]?.file.path ?? '')

  return (
    <nav class="file-list" aria-label="Changed files">
      <ul>
        <For each={props.files}>
          {(diff, index) => {
            const { file } = diff
            return (
              <>
                {isNewFolder(index()) && folder(file.path) !== '' ? (
                  <li class="folder">
                    <VisibleText text={folder(file.path)} />
                  </li>
                ) : null}
                <li>
                  <button type="button" title={spellOut(file.path)} onClick={() => props.onOpen(index())}>
                    <ChangeMark change={file.change} />
                    <span class="file-name">
                      <VisibleText text={file.path.slice(folder(file.path).length)} />
                    </span>
                    <Show
                      when={isViewed(diff)}
                      fallback={
                        <span class="diff-stat">
                          <LineCounts additions={file.additions} deletions={file.deletions} />
                        </span>
                      }
                    >
                      <span class="viewed-mark">
                        <Icon name="check" />
                        <span class="sr-only">viewed</span>
                      </span>
                    </Show>
                  </button>
                </li>
              </>
            )
          }}
        </For>
      </ul>
    </nav>
  )
}
