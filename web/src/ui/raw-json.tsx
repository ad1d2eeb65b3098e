import { VisibleText } from './visible-text.tsx'

/** The value as the server holds it. */
export function RawJson(props: { value: unknown; summary: string; open?: boolean }) {
  return (
    <RawText
      text={JSON.stringify(props.value, null, 2) ?? ''}
      summary={props.summary}
      open={props.open === true}
    />
  )
}

/** Text that is long, and needed rarely: folded. */
export function RawText(props: { text: string; summary: string; open?: boolean }) {
  return (
    <details class="raw" open={props.open === true}>
      <summary>{props.summary}</summary>
      <section class="scroll-x" aria-label={props.summary} tabindex="0">
        <pre>
          <VisibleText text={props.text} keepsLines />
        </pre>
      </section>
    </details>
  )
}
