import type { DiffLine } from '@pm-bot/domain'
import { Show } from 'solid-js'
import type { ChangedPart } from './changed-part.ts'
import { placeOf } from './diff-state.ts'
import { LineMark, LineText } from './line-cells.tsx'
import type { LinePair } from './split-lines.ts'

/** Old and new side by side. */
export function DiffPairRow(props: {
  pair: LinePair
  path: string
  parts: ReadonlyMap<DiffLine, ChangedPart>
}) {
  const place = () => {
    const line = props.pair.right ?? props.pair.left
    return line && placeOf(props.path, line)
  }
  return (
    <tr class="line halves" tabindex="-1" data-side={place()?.side} data-line={place()?.line}>
      <Half
        line={props.pair.left}
        number={props.pair.left?.oldNumber}
        path={props.path}
        parts={props.parts}
      />
      <Half
        line={props.pair.right}
        number={props.pair.right?.newNumber}
        path={props.path}
        parts={props.parts}
      />
    </tr>
  )
}

function Half(props: {
  line: DiffLine | undefined
  number: number | null | undefined
  path: string
  parts: ReadonlyMap<DiffLine, ChangedPart>
}) {
  return (
    <Show when={props.line} fallback={<td colspan="3" class="half none" />}>
      {(line) => {
        const place = () => placeOf(props.path, line())
        return (
          <>
            <td
              class={`half line-number ${line().kind}`}
              data-number={props.number ?? ''}
              data-side={place()?.side}
              data-line={place()?.line}
            />
            <LineMark kind={line().kind} />
            <td class={`half line-text ${line().kind}`}>
              <LineText line={line()} part={props.parts.get(line())} />
            </td>
          </>
        )
      }}
    </Show>
  )
}
