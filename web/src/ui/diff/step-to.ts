/** Room that sticky headers take at the top of the scrolled pane. */
const HEADER_PX = 90

/** Scrolls to the next or previous of some elements, seen from what stands at the top. @returns where to */
export function stepTo(within: HTMLElement, selector: string, step: 1 | -1): HTMLElement | undefined {
  const tops = [...within.querySelectorAll<HTMLElement>(selector)].map((element) => ({
    element,
    top: element.getBoundingClientRect().top - HEADER_PX,
  }))
  const next = step === 1 ? tops.find(({ top }) => top > 8) : tops.findLast(({ top }) => top < -8)
  next?.element.scrollIntoView({ block: 'start' })
  return next?.element
}

/** The file with the focus in it; else the one at the top of what can be seen. */
export function fileAtHand(within: HTMLElement): HTMLElement | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-diff-file]')
  if (focused && within.contains(focused)) return focused
  const files = [...within.querySelectorAll<HTMLElement>('[data-diff-file]')]
  return files.find((file) => file.getBoundingClientRect().bottom > HEADER_PX)
}

/** Of several diffs on a page, the keys mean the one with the focus in it; else the first that can be seen, or the last. */
export function isAtHand(view: HTMLElement): boolean {
  const focused = document.activeElement?.closest('.diff')
  if (focused) return focused === view
  const views = [...document.querySelectorAll<HTMLElement>('.diff')]
  const isSeen = (each: HTMLElement) => {
    const { top, bottom } = each.getBoundingClientRect()
    return bottom > HEADER_PX && top < innerHeight
  }
  return view === (views.find(isSeen) ?? views.at(-1))
}
