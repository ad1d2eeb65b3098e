import type { LogBook } from '../log/log-book.ts'

/** GitHub has diffs, patches and rendered text as well; the double speaks JSON alone. */
export function noteMediaType(logBook: LogBook, accept: string | undefined): void {
  if (/\.(?:diff|patch|raw|html|text|full|sha)\b/.test(accept ?? '')) {
    logBook.problem(`The double speaks JSON alone, not ${accept}.`)
  }
}
