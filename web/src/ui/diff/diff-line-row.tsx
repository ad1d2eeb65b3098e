import type { DiffLine } from '@pm-bot/domain'
import type { ChangedPart } from './changed-part.ts'
import { placeOf } from './diff-state.ts'
import { LineMark, LineText } from './line-cells.tsx'

/** A line of the view in which old and new stand below each other. */
export function DiffLineRow(props: { line: DiffLine; path: string; part: ChangedPart | undefined }) {
  const place = () => placeOf(props.path, props.line)
  return (
    <tr class={`line ${props.line.kind}`} tabindex="-1" data-side={place()?.side} data-line={place()?.line}>
      <td class="line-number" data-number={props.line.oldNumber ?? ''} />
      <td class="line-number" data-number={props.line.newNumber ?? ''} />
      <LineMark kind={props.line.kind} />
      <td class="line-text">
        <LineText line={props.line} part={props.part} />
      </td>
    </tr>
  )
}
