import type { ImportDepth, ImportEstimateView, RateView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { DEPTH_WORDS } from '../../ui/depth-words.ts'
import { nowBySecond } from '../../ui/now.ts'
import { requestsLeft } from '../../ui/quota-words.ts'
import { inTime, number, plural } from '../../ui/time.ts'

export function DepthChoice(props: {
  depth: ImportDepth
  isChosen: boolean
  estimate: ImportEstimateView['depths'][number] | undefined
  rate: RateView | null
  isEstimating: boolean
  onChoose: () => void
}) {
  /** More than may be asked for at once: the import goes on when the quota is full again. */
  const waitsFor = () => {
    const { estimate, rate } = props
    return estimate && rate && estimate.requests > requestsLeft(rate, nowBySecond()) ? rate : undefined
  }
  return (
    <label class="graph">
      <input
        type="radio"
        name="depth"
        value={props.depth}
        checked={props.isChosen}
        onChange={() => props.onChoose()}
      />
      <span>
        <strong>{DEPTH_WORDS[props.depth]}</strong>
        <span class="hint">
          <Show when={props.estimate} fallback={props.isEstimating ? 'being counted…' : 'not counted'}>
            {(known) => (
              <>
                {plural(known().objects, 'issue or pull request', 'issues and pull requests')},{' '}
                {plural(known().comments, 'comment')}: about <b>{plural(known().requests, 'request')}</b>
              </>
            )}
          </Show>
        </span>
        <Show when={waitsFor()}>
          {(rate) => (
            <span class="hint warn">
              {number(requestsLeft(rate(), nowBySecond()))} are left: it pauses, and goes on{' '}
              {inTime(rate().resetAt, nowBySecond())}.
            </span>
          )}
        </Show>
      </span>
    </label>
  )
}
