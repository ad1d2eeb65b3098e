import type { JobView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { hasMore } from '../../ui/error-lines.ts'
import { Fact } from '../../ui/fact.tsx'
import { RawJson, RawText } from '../../ui/raw-json.tsx'
import { Sha } from '../../ui/sha.tsx'
import { exactTime } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { historyInWords } from './job-words.ts'

export function JobDetails(props: { job: JobView }) {
  return (
    <div class="job-details">
      <dl class="facts">
        <Fact name="Owner">
          <a
            href={`/actors/${encodeURIComponent(props.job.owner.kind)}/${encodeURIComponent(props.job.owner.key)}`}
          >
            <VisibleText text={`${props.job.owner.kind}/${props.job.owner.key}`} />
          </a>
        </Fact>
        <Fact name="Put in the queue">{exactTime(props.job.createdAt)}</Fact>
        <Fact name="May begin from">{exactTime(props.job.availableAt)}</Fact>
        <Show when={props.job.startedAt}>{(at) => <Fact name="Begun">{exactTime(at())}</Fact>}</Show>
        <Show when={props.job.finishedAt}>{(at) => <Fact name="Ended">{exactTime(at())}</Fact>}</Show>
        <Show when={historyInWords(props.job)}>{(words) => <Fact name="Tried">{words()}</Fact>}</Show>
        <Fact name="Job">
          <Sha value={props.job.id} length={13} />
        </Fact>
      </dl>
      <div class="stack">
        <Show when={props.job.error && hasMore(props.job.error) && props.job.error}>
          {(error) => <RawText text={error()} summary="The whole error" />}
        </Show>
        <RawJson value={props.job.payload} summary="Payload, secrets masked" open />
      </div>
    </div>
  )
}
