import type { ContextPiece } from './context-piece.ts'
import { fence } from './fence.ts'
import type { ContextPack } from './pack-context.ts'

/** The pack as the model's first message: the operator's words as they are, everybody else's as labelled data. */
export function renderPack({ pieces }: ContextPack): string {
  return pieces
    .map((piece) => {
      if (piece.trust === 'operator') return `The ${piece.source}, from the operator:\n${piece.text}`
      if (piece.status === 'left-out')
        return `[Left out: ${piece.source}, ${piece.bytes} bytes: ${piece.why}.]`
      return fence(labelOf(piece), piece.text)
    })
    .join('\n\n')
}

function labelOf({ source, trust, author, association, why }: ContextPiece): string {
  const whose =
    trust === 'repository'
      ? 'from the repository'
      : `untrusted, by ${author ?? 'several'} (${association ?? 'anybody'})`
  return [source, whose, ...(why === null ? [] : [why])].join('; ')
}
