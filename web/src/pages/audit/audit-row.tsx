import type { AuditEventView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { RawJson } from '../../ui/raw-json.tsx'
import { Sha } from '../../ui/sha.tsx'
import { exactTime } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

/** @param isOfOneRun whether all events around it are of the same run */
export function AuditRow(props: { event: AuditEventView; isOfOneRun?: boolean }) {
  const sealed = () => (props.event.sealNo === null ? undefined : String(props.event.sealNo))
  return (
    <li class="audit-row">
      <span class="seal-no" title={sealed() ? 'Place in the chain' : 'Not sealed yet'}>
        {sealed() ? `#${sealed()}` : '–'}
      </span>
      <div class="audit-text">
        <p>
          <code>
            <VisibleText text={props.event.type} />
          </code>
          <Show when={!props.isOfOneRun && props.event.runId}>
            {(id) => (
              <span>
                run{' '}
                <a href={`/runs/${id()}`}>
                  <Sha value={id()} length={13} />
                </a>{' '}
                <a class="quiet" href={`/audit?runId=${id()}`}>
                  Only this run
                </a>
              </span>
            )}
          </Show>
        </p>
        <RawJson value={props.event.payload} summary="Payload" />
      </div>
      <Show when={props.event.hash}>{(hash) => <Sha value={hash()} length={8} />}</Show>
      <time class="quiet" dateTime={props.event.createdAt}>
        {exactTime(props.event.createdAt)}
      </time>
    </li>
  )
}
