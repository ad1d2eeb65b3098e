export const BLOCK = 12

/**
 * What is far from view is laid out by the block: thousands of rows, each by itself, would take longer than a frame, and so would
 * a block of fifty that comes into view.
 */
export const blocksOf = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, nth) =>
    rows.slice(nth * BLOCK, (nth + 1) * BLOCK),
  )
