import type { SetupStep, SetupView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { createSetup } from '../../api/setup.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { HelloRun } from './hello-run.tsx'
import { STATE_LOOKS, STEP_WORDS } from './step-words.ts'

/** Read off what is there, so whoever comes back goes on where they were. */
export default function SetupPage() {
  createTitle(() => 'Set up')
  const setup = createSetup()
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1>Set up pm-bot</h1>
        <button type="button" class="button small" onClick={() => setup.again()}>
          <Icon name="retry" /> Look again
        </button>
      </header>
      <ProblemNote problem={setup.error()} onRetry={setup.again} />
      <Show
        when={setup.data()}
        fallback={
          <Show when={setup.isWaiting()}>
            <Waiting label="steps" rows={7} />
          </Show>
        }
      >
        {(known) => (
          <>
            <Progress setup={known()} />
            <ol class="setup-steps">
              <For each={known().steps}>{(step, index) => <Step step={step} number={index() + 1} />}</For>
            </ol>
          </>
        )}
      </Show>
    </div>
  )
}

function Progress(props: { setup: SetupView }) {
  const done = () => props.setup.steps.filter(({ state }) => state === 'done').length
  return (
    <p class="lead">
      <Show
        when={props.setup.isDone}
        fallback={`${done()} of ${props.setup.steps.length} steps are done. What is open may stay open.`}
      >
        pm-bot is set up. <a href="/inbox">Go to the inbox</a>, or leave this page: it is found under
        Settings.
      </Show>
    </p>
  )
}

function Step(props: { step: SetupStep; number: number }) {
  const words = () => STEP_WORDS[props.step.name]
  const look = () => STATE_LOOKS[props.step.state]
  return (
    <li class="setup-step card" data-state={props.step.state}>
      <span class="setup-number" aria-hidden="true">
        {props.number}
      </span>
      <div class="setup-text">
        <header>
          <h2>{words().title}</h2>
          <Chip icon={look().icon} tone={look().tone}>
            {look().word}
          </Chip>
        </header>
        <p class="quiet">{words().why}</p>
        <p>
          <VisibleText text={props.step.sentence} />
        </p>
        <Show when={props.step.advice.length > 0}>
          <ul class="setup-advice">
            <For each={props.step.advice}>
              {(advice) => (
                <li>
                  <VisibleText text={advice} />
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={words().link}>
          {(link) => (
            <p>
              <a href={link().href}>{link().text}</a>
            </p>
          )}
        </Show>
        <Show when={props.step.name === 'first_run' && props.step.state !== 'done'}>
          <HelloRun />
        </Show>
      </div>
    </li>
  )
}
