import type { ActorView } from '@pm-bot/domain'
import { useNavigate, useParams } from '@solidjs/router'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { createActor } from '../../api/actors.ts'
import { Icon } from '../../ui/icon.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { Rows } from '../../ui/rows.tsx'
import { exactTime, plural } from '../../ui/time.ts'
import { createTitle } from '../../ui/title.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { JobRow } from '../queues/job-row.tsx'
import { ActorName } from './actor-name.tsx'
import { ParkedMessage } from './parked-message.tsx'
import { WaitingMessage } from './waiting-message.tsx'

/** One mailbox and its actor: what waits, what it is at, what it knows. */
export default function ActorPage() {
  const params = useParams<{ kind: string; key: string }>()
  const navigate = useNavigate()
  const address = () => ({ kind: params.kind, key: params.key })
  const actor = createActor(address)
  createTitle(() => 'Mailbox')
  onKey('back', () => navigate('/actors'))

  return (
    <div class="page wide">
      <header class="run-head">
        <a class="crumb" href="/actors">
          <Icon name="back" /> Mailboxes
        </a>
        <h1>
          <ActorName address={address()} />
        </h1>
      </header>
      <ProblemNote problem={actor.error()} onRetry={actor.again} />
      <Show
        when={actor.data()}
        fallback={
          <Show when={actor.isWaiting()}>
            <Waiting label="mailbox" rows={6} />
          </Show>
        }
      >
        {(known) => <Actor actor={known()} />}
      </Show>
    </div>
  )
}

function Actor(props: { actor: ActorView }) {
  const parked = () => props.actor.messages.filter((message) => message.parkedAt !== null)
  const waiting = () => props.actor.messages.filter((message) => message.parkedAt === null)
  const [opened, setOpened] = createSignal<string>()

  return (
    <>
      <Show when={props.actor.parked > 0}>
        <Part title="Parked" count={props.actor.parked}>
          <div class="card parked-actor">
            <Rows each={parked()} key={(message) => message.id}>
              {(message) => <ParkedMessage address={props.actor} message={message()} />}
            </Rows>
          </div>
        </Part>
      </Show>
      <Part title="Waiting" count={props.actor.waiting}>
        <Show when={waiting().length > 0} fallback={<p class="quiet">No message waits.</p>}>
          <ul class="card rows" aria-label="Waiting messages">
            <Rows each={waiting()} key={(message) => message.id}>
              {(message) => <WaitingMessage message={message()} />}
            </Rows>
          </ul>
        </Show>
      </Part>
      <Show when={props.actor.jobs.length > 0}>
        <Part title="Jobs" count={props.actor.jobs.length}>
          <ul class="card rows" aria-label="Jobs">
            <Rows each={props.actor.jobs} key={(job) => job.id}>
              {(job) => (
                <JobRow
                  job={job()}
                  isSelected={false}
                  isOpen={opened() === job().id}
                  onToggle={() => setOpened((open) => (open === job().id ? undefined : job().id))}
                />
              )}
            </Rows>
          </ul>
        </Part>
      </Show>
      <Show when={props.actor.timers.length > 0}>
        <Part title="Timers" count={props.actor.timers.length}>
          <ul class="plain-list">
            <For each={props.actor.timers}>
              {(timer) => (
                <li>
                  <VisibleText text={timer.name} />
                  <span class="quiet">due {exactTime(timer.dueAt)}</span>
                </li>
              )}
            </For>
          </ul>
        </Part>
      </Show>
      <Part title="State">
        <p class="quiet">
          After {plural(props.actor.version, 'turn')}, written by code of version {props.actor.codeVersion},
          last {exactTime(props.actor.updatedAt)}.
        </p>
        <RawJson value={props.actor.state} summary="What the actor knows, secrets masked" />
      </Part>
    </>
  )
}

function Part(props: { title: string; count?: number; children: JSX.Element }) {
  return (
    <section class="group" aria-label={props.title}>
      <h2>
        {props.title} <Show when={props.count}>{(count) => <span class="group-count">{count()}</span>}</Show>
      </h2>
      {props.children}
    </section>
  )
}
