/** One piece of what an agent began with. */
export interface ContextPiece {
  source: string
  trust: string
  author: string | null
  association: string | null
  bytes: number
  status: string
  why: string | null
  masked: number
  text: string
}

/** The manifest of a context pack; undefined when it is no such file. */
export function readContext(text: string): ContextPiece[] | undefined {
  const pieces = (parsed(text) as { pieces?: unknown } | undefined)?.pieces
  return Array.isArray(pieces) && pieces.every(isPiece) ? pieces : undefined
}

const isPiece = (value: unknown): value is ContextPiece => {
  if (typeof value !== 'object' || value === null) return false
  const { source, trust, bytes, status, text } = value as Record<string, unknown>
  return (
    typeof source === 'string' &&
    typeof trust === 'string' &&
    typeof bytes === 'number' &&
    typeof status === 'string' &&
    typeof text === 'string'
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whose words they are. */
export function wordsOf({
  trust,
  author,
  association,
}: Pick<ContextPiece, 'trust' | 'author' | 'association'>): string {
  switch (trust) {
    case 'operator':
      return 'your words'
    case 'repository':
      return 'from the repository'
    default: {
      const who = author ? `by ${author}` : 'by nobody known'
      return association ? `${who} (${association.toLowerCase().replaceAll('_', ' ')})` : who
    }
  }
}
