import type { PullRequestPlan } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Fact } from '../../ui/fact.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ExactText, LabelList } from './publish-payload.tsx'

/** The pull request that approving also opens: a part of the approved bytes. */
export default function PullRequestPlanView(props: { plan: PullRequestPlan; branch: string }) {
  return (
    <section class="card plan" aria-label="The pull request">
      <h2>And a draft pull request</h2>
      <dl class="facts">
        <Fact name="Title">
          <strong>
            <VisibleText text={props.plan.title} />
          </strong>
        </Fact>
        <Fact name="In">
          <VisibleText text={props.plan.fullName} />
        </Fact>
        <Fact name="From, into">
          <code class="break">
            <VisibleText text={props.branch} />
          </code>{' '}
          <span class="quiet">into</span>{' '}
          <code class="break">
            <VisibleText text={props.plan.base} />
          </code>
        </Fact>
        <Show when={props.plan.labels.length > 0}>
          <Fact name="Labels">
            <LabelList labels={props.plan.labels} />
          </Fact>
        </Show>
        <Fact name="Text">
          <ExactText text={props.plan.body} />
        </Fact>
      </dl>
    </section>
  )
}
