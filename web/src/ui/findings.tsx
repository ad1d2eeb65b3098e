import type { FindingView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { Chip } from './chip.tsx'
import type { IconName } from './icon.tsx'
import { VisibleText } from './visible-text.tsx'

const LOOKS: Record<FindingView['verdict'], { icon: IconName; tone: string; word: string }> = {
  ok: { icon: 'done', tone: 'green', word: 'Fine' },
  warning: { icon: 'warning', tone: 'amber', word: 'Look at it' },
  problem: { icon: 'refused', tone: 'red', word: 'Mend it' },
}

/** What the doctor found, with what to do about it; what is wrong first. */
export function Findings(props: { findings: readonly FindingView[]; label: string }) {
  const ordered = () => [
    ...props.findings.filter(({ verdict }) => verdict === 'problem'),
    ...props.findings.filter(({ verdict }) => verdict === 'warning'),
    ...props.findings.filter(({ verdict }) => verdict === 'ok'),
  ]
  return (
    <ul class="card rows" aria-label={props.label}>
      <For each={ordered()}>
        {({ check, verdict, finding, advice }) => (
          <li class="finding">
            <Chip icon={LOOKS[verdict].icon} tone={LOOKS[verdict].tone}>
              {LOOKS[verdict].word}
            </Chip>
            <span class="finding-check">{check}</span>
            <div class="finding-text">
              <p>
                <VisibleText text={finding} />
              </p>
              <Show when={advice}>
                {(words) => (
                  <p class="quiet">
                    <VisibleText text={words()} />
                  </p>
                )}
              </Show>
            </div>
          </li>
        )}
      </For>
    </ul>
  )
}
