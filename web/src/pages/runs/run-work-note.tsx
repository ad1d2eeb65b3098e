import type { RunWorkView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createRunWork } from '../../api/run-work.ts'
import { Since } from '../../ui/ago.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { nowBySecond } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { verbInWords } from '../../ui/work-words.ts'
import { triesInWords } from '../queues/job-words.ts'
import { PutBackButton } from './put-back-button.tsx'
import { type WhyItWaits, whyItWaits } from './why-it-waits.ts'

/** Why the run waits, or which worker has it, with the way to the place where that is mended. */
export function RunWorkNote(props: { runId: string }) {
  const work = createRunWork(() => props.runId)
  const why = () => {
    const known = work.data()
    return known && whyItWaits(known, nowBySecond())
  }
  return (
    <>
      <ProblemNote problem={work.error()} onRetry={work.again} />
      <Show when={why()}>
        {(known) => (
          <section class="note pending" classList={toneOf(known())} aria-label="Work">
            <Icon name={iconOf(known(), work.data()?.reason)} />
            <div>
              <p class="prose lines">
                <VisibleText text={known().text} keepsLines />
              </p>
              <Show when={jobBehind(work.data())}>
                {(job) => (
                  <p class="quiet">
                    {verbInWords(job().verb)}
                    <Show when={triesInWords(job())}>{(tries) => <>, {tries()}</>}</Show>
                    <Show when={job().state === 'active' && job().startedAt}>
                      {(at) => (
                        <>
                          , since <Since at={at()} />
                        </>
                      )}
                    </Show>
                  </p>
                )}
              </Show>
            </div>
            <Show when={work.data()?.reason === 'job-failed' && work.data()?.job}>
              {(job) => <PutBackButton job={job()} />}
            </Show>
            <Show when={known().link}>
              {(link) => (
                <a class="button" href={link().href}>
                  {link().text} <Icon name="forward" />
                </a>
              )}
            </Show>
          </section>
        )}
      </Show>
    </>
  )
}

/** The job that the sentence is about; mail is not of its doing. */
const jobBehind = (work: RunWorkView | undefined) =>
  work?.reason === 'mail-parked' || work?.reason === 'mail-waits' ? null : work?.job

const toneOf = ({ tone }: WhyItWaits) => ({ amber: tone !== 'fine', blue: tone === 'fine' })

/** For a worker, or the operator's word, it merely waits. */
const PATIENT: ReadonlySet<unknown> = new Set(['all-paused', 'queue-paused', 'no-worker'])

function iconOf({ tone }: WhyItWaits, reason: RunWorkView['reason'] | undefined): IconName {
  if (reason === 'at-work') return 'worker'
  return tone === 'fine' || PATIENT.has(reason) ? 'waiting' : 'warning'
}
