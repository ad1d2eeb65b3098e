/** More than this of an answer is read by nobody. */
const MOST_CHARACTERS = 200

/** What another side said, as one line without control characters. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS)
