import { Show } from 'solid-js'
import { hasMore, headOf } from './error-lines.ts'
import { RawText } from './raw-json.tsx'
import { VisibleText } from './visible-text.tsx'

/** An error by its first line; the rest is a click away. */
export function ErrorText(props: { error: string }) {
  return (
    <>
      <p class="error-text block">
        <VisibleText text={headOf(props.error)} />
      </p>
      <Show when={hasMore(props.error)}>
        <RawText text={props.error} summary="Details" />
      </Show>
    </>
  )
}
