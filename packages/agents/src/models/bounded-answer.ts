/** Far more than any model may write at once, and little enough for many at work. */
const MOST_BYTES = 16 * 2 ** 20

/**
 * An answer whose body ends in an error when it is too long: a server that heeds no limit must not fill the memory, be it
 * with one line or with many.
 */
export function boundedAnswer(answer: Response): Response {
  if (answer.body === null) return answer
  let bytes = 0
  const bounded = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        if (bytes > MOST_BYTES) controller.error(new Error('it is longer than 16 MB.'))
        else controller.enqueue(chunk)
      },
    }),
  )
  const { status, statusText, headers } = answer
  return new Response(bounded, { status, statusText, headers })
}
