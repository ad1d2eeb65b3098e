import type { RunView } from '@pm-bot/domain'
import { createSignal, onMount, Show } from 'solid-js'
import { steerRun } from '../../api/runs.ts'
import { createCommand } from '../../ui/create-command.ts'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'

const HINT = 'Delivered before its next model call.'

/** Words to the agent at work, which hears them on its way. */
export function SteerBox(props: { run: RunView; hasFocus: boolean; onLeave: () => void }) {
  const [text, setText] = createSignal('')
  let area!: HTMLTextAreaElement
  onMount(() => props.hasFocus && area.focus())

  const send = createCommand(async (said: string, key) => {
    await steerRun(props.run.id, said, key)
    setText('')
  })
  const submit = (event?: Event) => {
    event?.preventDefault()
    if (text().trim() !== '') send.run(text().trim())
  }
  onKey('send', submit)
  onKey('steer', () => area.focus())

  return (
    <form class="steer-box" aria-label="Say something to the agent" onSubmit={submit}>
      <ProblemNote problem={send.problem()} />
      <label class="sr-only" for="steer">
        Say something to the agent
      </label>
      <textarea
        ref={area}
        id="steer"
        rows="2"
        maxlength="4000"
        placeholder="Say something to the agent…"
        aria-describedby="steer-hint"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          area.blur()
          props.onLeave()
        }}
      />
      <div class="steer-foot">
        <p class="hint" id="steer-hint">
          {HINT} <Show when={props.run.status === 'blocked'}>It waits for your decision first.</Show>
        </p>
        <button type="submit" class="button" disabled={send.isPending() || text().trim() === ''}>
          Say it <KeyHint command="send" />
        </button>
      </div>
    </form>
  )
}
