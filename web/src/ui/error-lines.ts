/** What an error says in its first line; where it was thrown follows, for whoever mends the program. */
export function headOf(error: string): string {
  return error
    .trim()
    .split('\n', 1)[0]!
    .replace(/^Error: /, '')
}

/** Whether there is more to it than its first line. */
export const hasMore = (error: string) => error.trim().includes('\n')
