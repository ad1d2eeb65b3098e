import type { DiffHunk, DiffLine } from '@pm-bot/domain'
import { createMemo, For, Match, Switch } from 'solid-js'
import { VisibleText } from '../visible-text.tsx'
import { changedParts } from './changed-part.ts'
import { DiffLineRow } from './diff-line-row.tsx'
import { DiffPairRow } from './diff-pair-row.tsx'
import { placeOf, useDiffState } from './diff-state.ts'
import { type LinePlace, placeKey } from './line-drafts.ts'
import { LineNote } from './line-note.tsx'
import { type LinePair, splitLines } from './split-lines.ts'

type Row = { line: DiffLine } | { pair: LinePair } | { note: LinePlace }

export function Hunk(props: { hunk: DiffHunk; path: string }) {
  const { isSplit, drafts, writingAt } = useDiffState()
  const parts = createMemo(() => changedParts(props.hunk.lines))
  const lines = createMemo(() => props.hunk.lines.map((line) => ({ row: { line }, shows: [line] })))
  const pairs = createMemo(() =>
    splitLines(props.hunk.lines).map((pair) => ({
      row: { pair },
      shows: [...new Set([pair.left, pair.right])].filter((line) => line !== undefined),
    })),
  )

  /** The same object for the same place: a field in which somebody writes must not be made anew. */
  const notes = new Map<string, Row>()
  function noteOn(line: DiffLine): Row | undefined {
    const place = placeOf(props.path, line)
    if (!place) return undefined
    const key = placeKey(place)
    const writing = writingAt()
    const isThere = drafts()?.at(place) !== undefined || (writing && placeKey(writing) === key)
    if (!isThere) return undefined
    const known = notes.get(key) ?? { note: place }
    notes.set(key, known)
    return known
  }
  const hasNotes = () =>
    writingAt()?.path === props.path ||
    drafts()
      ?.all()
      .some(({ path }) => path === props.path)
  const rows = createMemo<Row[]>(() => {
    const shown = isSplit() ? pairs() : lines()
    if (!hasNotes()) return shown.map(({ row }) => row)
    return shown.flatMap(({ row, shows }) => [row, ...shows.flatMap((line) => noteOn(line) ?? [])])
  })

  return (
    <tbody data-diff-hunk>
      <tr class="hunk-header">
        <td colspan={isSplit() ? 6 : 4}>
          <VisibleText text={props.hunk.header} keepsLines />
        </td>
      </tr>
      <For each={rows()}>
        {(row) => (
          <Switch>
            <Match when={'line' in row && row.line}>
              {(line) => <DiffLineRow line={line()} path={props.path} part={parts().get(line())} />}
            </Match>
            <Match when={'pair' in row && row.pair}>
              {(pair) => <DiffPairRow pair={pair()} path={props.path} parts={parts()} />}
            </Match>
            <Match when={'note' in row && row.note}>
              {(place) => <LineNote place={place()} columns={isSplit() ? 6 : 4} />}
            </Match>
          </Switch>
        )}
      </For>
    </tbody>
  )
}
