import { Match, Show, Switch } from 'solid-js'
import { ApiProblem } from '../../api/api-problem.ts'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { type Decision, PAST, whoDecided } from './decision-words.ts'

/** Why a decision did not count: somebody was first, or the item is not what it was. */
export default function LostRace(props: { problem: unknown }) {
  const winner = () =>
    props.problem instanceof ApiProblem
      ? (props.problem.body.decision as Decision | null | undefined)
      : undefined

  return (
    <Switch fallback={<ProblemNote problem={props.problem} />}>
      <Match when={winner()}>
        {(decision) => (
          <div class="note amber" role="alert">
            <Icon name="info" />
            <p>
              <strong>Already decided.</strong> <VisibleText text={whoDecided(decision().by)} />{' '}
              {PAST[decision().action]} it <Ago at={decision().at} suffix=" ago" />
              <Show when={decision().reason}>
                {(reason) => (
                  <>
                    : “<VisibleText text={reason()} keepsLines />”
                  </>
                )}
              </Show>
              . Your decision did not count.
            </p>
          </div>
        )}
      </Match>
    </Switch>
  )
}
