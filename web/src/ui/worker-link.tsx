import { Show } from 'solid-js'
import { createWorkers } from '../api/workers.ts'
import { VisibleText } from './visible-text.tsx'

/** A worker by its host and process, as long as it is known. */
export function WorkerLink(props: { workerId: string }) {
  const workers = createWorkers()
  const worker = () => workers.data()?.find(({ id }) => id === props.workerId)
  return (
    <Show when={worker()} fallback={<span title={props.workerId}>a worker that is gone</span>}>
      {(known) => (
        <a href={`/workers?worker=${encodeURIComponent(props.workerId)}`}>
          <VisibleText text={`${known().host}/${known().pid}`} />
        </a>
      )}
    </Show>
  )
}
