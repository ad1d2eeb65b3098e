import { onCleanup, onMount } from 'solid-js'
import type { LinePlace } from './line-drafts.ts'

const LINES = 'tr[data-line]'
const CHANGED = 'tr.added, tr.deleted, tr.halves:has(.added, .deleted)'

/**
 * The line that has the focus is the one that is meant. Rows are found in the document and not counted: files fold, and
 * comments stand between the lines.
 */
export function createLineCursor(
  view: () => HTMLElement,
  { canWrite, write }: { canWrite: () => boolean; write: (place: LinePlace) => void },
) {
  onMount(() => {
    const [element, ended] = [view(), new AbortController()]
    const { signal } = ended
    element.addEventListener('keydown', moveByArrow, { signal })
    element.addEventListener('click', writeWhereClicked, { signal })
    onCleanup(() => ended.abort())
  })

  function moveByArrow(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const at = event.target
    if (step === 0 || !(at instanceof HTMLElement) || !at.matches(LINES)) return
    const lines = [...view().querySelectorAll<HTMLElement>(LINES)]
    const next = lines[lines.indexOf(at) + step]
    event.preventDefault()
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'nearest' })
  }

  function writeWhereClicked({ target }: MouseEvent): void {
    if (!canWrite() || !(target instanceof Element)) return
    const place = target.closest('.line-number') && placeAt(target)
    if (place) write(place)
  }

  /** Without one that has the focus: the first change that can be seen. */
  function atHand(): Element | undefined {
    const focused = document.activeElement?.closest(LINES)
    if (focused && view().contains(focused)) return focused
    return [...view().querySelectorAll(CHANGED)].find((row) => row.getBoundingClientRect().top > 0)
  }

  return {
    writeHere(): void {
      const line = atHand()
      const place = line && placeAt(line)
      if (!place) return
      write(place)
      line.scrollIntoView({ block: 'nearest' })
    },
    toHunk(hunk: HTMLElement | undefined): void {
      hunk?.querySelector<HTMLElement>(CHANGED)?.focus({ preventScroll: true })
    },
    backTo({ path, side, line }: LinePlace): void {
      const rows = view().querySelectorAll<HTMLElement>(`tr[data-side="${side}"][data-line="${line}"]`)
      const row = [...rows].find((each) => fileOf(each)?.dataset.diffFile === path)
      row?.focus({ preventScroll: true })
    },
  }
}

function placeAt(element: Element): LinePlace | undefined {
  const at = element.closest<HTMLElement>('[data-line]')
  const path = at && fileOf(at)?.dataset.diffFile
  const side = at?.dataset.side
  if (path === undefined || path === null || (side !== 'old' && side !== 'new')) return undefined
  return { path, side, line: Number(at?.dataset.line) }
}

const fileOf = (element: Element) => element.closest<HTMLElement>('[data-diff-file]')
