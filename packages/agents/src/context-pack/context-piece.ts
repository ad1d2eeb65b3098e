import { sha256Hex } from '@pm-bot/domain'

/** Whose words a piece is made of. */
export type Trust =
  | 'operator'
  /** What the repository holds: its authors' words. */
  | 'repository'
  /** Anybody's, with what GitHub says of who they are. */
  | 'outside'

/** One piece of what an agent begins with. */
export interface ContextPiece {
  /** E.g. `issue #12`, `README.md`. */
  source: string
  trust: Trust
  author: string | null
  /** GitHub's word for who the author is to the repository, e.g. `NONE`. */
  association: string | null
  /** Of the text as it was found. */
  bytes: number
  hash: string
  status: 'included' | 'cut' | 'left-out'
  /** Why it is not included whole; null where it is. */
  why: string | null
  /** How often something that looks like a secret was masked. */
  masked: number
  /** What is included of it. */
  text: string
}

/** Left out because the run's rules do not let its agent read it by itself. It was not even looked at. */
export const withheldPiece = (source: string, trust: Trust): ContextPiece => ({
  ...pieceOf(source, '', { trust }),
  status: 'left-out',
  why: 'the rules of this run do not allow it',
})

export const pieceOf = (
  source: string,
  text: string,
  { trust, author = null, association = null }: Pick<ContextPiece, 'trust'> & Partial<ContextPiece>,
): ContextPiece => ({
  source,
  trust,
  author,
  association,
  bytes: Buffer.byteLength(text),
  hash: sha256Hex(text),
  status: 'included',
  why: null,
  masked: 0,
  text,
})
