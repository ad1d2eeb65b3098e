/** Room that sticky headers take at the top of the scrolled pane. */
const HEADER_PX = 90

/** Scrolls to the next or previous of some elements, seen from what stands at the top. */
export function stepTo(within: HTMLElement, selector: string, step: 1 | -1): void {
  const tops = [...within.querySelectorAll<HTMLElement>(selector)].map((element) => ({
    element,
    top: element.getBoundingClientRect().top - HEADER_PX,
  }))
  const next = step === 1 ? tops.find(({ top }) => top > 8) : tops.findLast(({ top }) => top < -8)
  next?.element.scrollIntoView({ block: 'start' })
}
