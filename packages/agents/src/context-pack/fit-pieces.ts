import type { ContextPiece } from './context-piece.ts'

/** Of one piece; the goal is never cut. */
const MOST_OF_ONE = 24 * 1024
/** A shorter part of a piece says too little. */
const LEAST_OF_ONE = 512

/** The pieces in so many bytes: the first have the first right, and what does not fit is cut or left out, and says so. */
export function fitPieces(pieces: readonly ContextPiece[], bytes: number): ContextPiece[] {
  let left = bytes
  return pieces.map((piece) => {
    if (piece.status === 'left-out') return piece
    const size = Buffer.byteLength(piece.text)
    const room = piece.trust === 'operator' ? size : Math.min(left, MOST_OF_ONE)
    if (size > room && room < LEAST_OF_ONE) {
      return { ...piece, text: '', status: 'left-out', why: 'the context was full' }
    }
    const text = size > room ? firstBytes(piece.text, room) : piece.text
    left = Math.max(0, left - Buffer.byteLength(text))
    return size > room
      ? { ...piece, text, status: 'cut', why: `its first ${room} bytes are included` }
      : piece
  })
}

/** Whole characters only. */
const firstBytes = (text: string, bytes: number): string =>
  new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true })
