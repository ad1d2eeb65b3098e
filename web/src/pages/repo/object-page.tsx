import type { GitHubObjectDetailView } from '@pm-bot/domain'
import { useNavigate, useParams } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { createGitHubObject, type ObjectName } from '../../api/github-objects.ts'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { Labels } from '../../ui/labels.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import NotFoundPage from '../not-found-page.tsx'
import { newRunHref } from './new-run-href.ts'
import { objectLook } from './object-look.ts'
import { Remark } from './remark.tsx'

/** An issue or a pull request, and what was said of it: as text, whatever it holds. */
export default function ObjectPage() {
  const params = useParams<{ repoId: string; kind: string; number: string }>()
  return (
    <Show when={nameIn(params)} keyed fallback={<NotFoundPage />}>
      {(name) => <GitHubObject name={name} />}
    </Show>
  )
}

function nameIn({ repoId, kind, number }: { repoId: string; kind: string; number: string }) {
  const isName = (kind === 'issue' || kind === 'pr') && /^\d{1,9}$/.test(number)
  return isName ? ({ repoId, kind, number: Number(number) } satisfies ObjectName) : undefined
}

function GitHubObject(props: { name: ObjectName }) {
  const navigate = useNavigate()
  const read = createGitHubObject(() => props.name)
  const isPull = () => props.name.kind === 'pr'
  const back = () => `/repos/${props.name.repoId}${isPull() ? '?kind=pr' : ''}`
  createTitle(() => (read.data() ? `#${props.name.number} ${read.data()?.title}` : `#${props.name.number}`))
  onKey('back', () => navigate(back()))
  onKey('run-here', () => {
    const known = read.data()
    if (known) navigate(newRunHref(known))
  })

  return (
    <div class="page">
      <a class="crumb" href={back()}>
        <Icon name="back" /> {isPull() ? 'Pull requests' : 'Issues'}
      </a>
      <ProblemNote problem={read.error()} onRetry={read.again} />
      <Show
        when={read.data()}
        fallback={
          <Show when={read.isWaiting()}>
            <Waiting label="conversation" rows={6} />
          </Show>
        }
      >
        {(object) => (
          <>
            <ObjectHead object={object()} />
            <ol class="conversation" aria-label="Conversation">
              <Remark
                author={object().author}
                association={object().association}
                at={object().createdAt}
                body={object().body}
              />
              <For each={object().conversation}>
                {(comment) => (
                  <Remark
                    author={comment.author}
                    association={comment.association}
                    at={comment.createdAt}
                    body={comment.body}
                    url={comment.url}
                    path={comment.path}
                    line={comment.line}
                  />
                )}
              </For>
            </ol>
          </>
        )}
      </Show>
    </div>
  )
}

function ObjectHead(props: { object: GitHubObjectDetailView }) {
  const look = () => objectLook(props.object)
  return (
    <header class="run-head">
      <div class="run-title">
        <h1>
          <VisibleText text={props.object.title} /> <span class="quiet">#{props.object.number}</span>
        </h1>
        <div class="run-actions">
          <OutwardLink href={props.object.url} class="button">
            On GitHub
          </OutwardLink>
          <a class="button primary" href={newRunHref(props.object)}>
            <Icon name="plus" /> Run on this {props.object.kind === 'pr' ? 'pull request' : 'issue'}{' '}
            <KeyHint command="run-here" />
          </a>
        </div>
      </div>
      <p class="run-status object-status">
        <Chip icon={look().icon} tone={look().tone}>
          {look().word}
        </Chip>
        <Show when={props.object.headRef}>
          {(head) => (
            <span>
              <code class="break">
                <VisibleText text={head()} />
              </code>{' '}
              into{' '}
              <code class="break">
                <VisibleText text={props.object.baseRef ?? '?'} />
              </code>
            </span>
          )}
        </Show>
        <span>
          changed <Ago at={props.object.updatedAt} suffix=" ago" />
        </span>
        <Show when={props.object.runId}>{(id) => <a href={`/runs/${id()}`}>by this run</a>}</Show>
        <Labels labels={props.object.labels} />
      </p>
    </header>
  )
}
