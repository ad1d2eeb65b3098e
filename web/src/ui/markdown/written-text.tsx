import { createMemo, createSignal, Show } from 'solid-js'
import { VisibleText } from '../visible-text.tsx'
import { MarkdownNodes } from './markdown-nodes.tsx'
import { parseMarkdown } from './parse-markdown.ts'

/** What somebody or some model wrote, as its Markdown means it: no word of it hidden, and as written on demand. */
export function WrittenText(props: { text: string }) {
  const parsed = createMemo(() => parseMarkdown(props.text))
  const [asWritten, setAsWritten] = createSignal(false)
  return (
    <div class="written">
      <Show
        when={!asWritten() && parsed()}
        fallback={
          <p class="written-plain">
            <VisibleText text={props.text} keepsLines />
          </p>
        }
      >
        {(known) => <MarkdownNodes nodes={known().nodes} />}
      </Show>
      <Show when={parsed()?.isFormatted}>
        <button
          type="button"
          class="text-button"
          aria-pressed={asWritten()}
          onClick={() => setAsWritten(!asWritten())}
        >
          As written
        </button>
      </Show>
    </div>
  )
}
