export interface ReadAnswer {
  status: number
  /** Of the status line; the answer's body may say more. */
  statusText: string
  body: string
}

/** So long an answer serves those who come late; what changes without a word is never older on the page. */
const SERVES_MS = 1000

/**
 * Reads that many tabs want at once are made once: fifty of them read the same when something has changed, and a
 * browser has six connections to a server.
 *
 * An answer serves whoever asks until `forget` is called. That must happen before anybody is told of a change: whoever
 * asks because of it then never gets an answer that was on its way before.
 */
export function shareReads(read: (path: string) => Promise<ReadAnswer>) {
  const kept = new Map<string, Promise<ReadAnswer>>()

  return {
    read(path: string): Promise<ReadAnswer> {
      const there = kept.get(path)
      if (there) return there
      const answer = read(path)
      kept.set(path, answer)
      const drop = () => {
        if (kept.get(path) === answer) kept.delete(path)
      }
      answer.then(({ status }) => (status === 200 ? setTimeout(drop, SERVES_MS) : drop()), drop)
      return answer
    },
    forget: () => kept.clear(),
  }
}
