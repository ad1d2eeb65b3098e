import type { GrantView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { WhereView } from '../../ui/tools/tool-rules-view.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { GrantUses } from './grant-uses.tsx'
import { endInWords, untilInWords, usesInWords } from './grant-words.ts'

/** One grant: what it allows, where, how often and until when, and where it came from. */
export function GrantRow(props: {
  grant: GrantView
  toolTitle: string
  repoName: string | undefined
  isSelected: boolean
  onRevoke: () => void
}) {
  const [showsUses, setShowsUses] = createSignal(false)
  const grant = () => props.grant
  return (
    <li class="row grant-row" data-row={grant().id} aria-current={props.isSelected ? 'true' : undefined}>
      <div class="grant-text">
        <p class="row-title">
          <VisibleText text={props.toolTitle} />
          <WhereView where={grant().where} />{' '}
          <Show when={endInWords(grant())}>
            {(end) => (
              <Chip icon="cancelled" tone="grey">
                {end()}
              </Chip>
            )}
          </Show>
        </p>
        <p class="row-under wrapping">
          <span>
            <Where grant={grant()} repoName={props.repoName} />
          </span>
          <span>{usesInWords(grant())}</span>
          <span>{untilInWords(grant())}</span>
        </p>
        <p class="row-under wrapping">
          <span>
            given{' '}
            <Show when={grant().itemId} fallback="beforehand">
              {(item) => <a href={`/inbox/${item()}`}>with this decision</a>}
            </Show>
            , <Ago at={grant().createdAt} suffix=" ago" />
          </span>
          <Show when={grant().coversTainted}>
            <span class="amber-text">also after the run has read text from outside or private content</span>
          </Show>
        </p>
        <details class="raw" onToggle={(event) => setShowsUses(event.currentTarget.open)}>
          <summary>
            <Show when={grant().lastUsedAt} fallback="never used">
              {(at) => (
                <>
                  used {grant().uses === 1 ? 'once' : `${grant().uses} times`}, last{' '}
                  <Ago at={at()} suffix=" ago" />
                </>
              )}
            </Show>
          </summary>
          <Show when={showsUses()}>
            <GrantUses grantId={grant().id} />
          </Show>
        </details>
      </div>
      <Show when={grant().active}>
        <button type="button" class="button" onClick={() => props.onRevoke()}>
          Revoke <KeyHint command="revoke-grant" />
        </button>
      </Show>
    </li>
  )
}

function Where(props: { grant: GrantView; repoName: string | undefined }) {
  return (
    <Show
      when={props.grant.runId}
      fallback={
        <Show when={props.grant.repoId} fallback="in any repository">
          {(id) => (
            <>
              in{' '}
              <a href={`/repos/${id()}`}>
                <VisibleText text={props.repoName ?? 'a repository that is gone'} />
              </a>
            </>
          )}
        </Show>
      }
    >
      {(id) => (
        <>
          in the run <RunLink runId={id()} />
        </>
      )}
    </Show>
  )
}
