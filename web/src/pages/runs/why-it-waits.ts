import type { RunWorkView } from '@pm-bot/domain'
import { inTime, plural } from '../../ui/time.ts'
import { queueTitle } from '../../ui/work-words.ts'

export interface WhyItWaits {
  /** Whether somebody has to do something about it. */
  isStuck: boolean
  text: string
  /** Where more of it is seen, or mended. */
  link: { href: string; text: string } | null
}

/** Why a run waits or who is at it, in a sentence; undefined when it waits for no machine. */
export function whyItWaits(work: RunWorkView, nowMs: number): WhyItWaits | undefined {
  const { reason, job, worker } = work
  const queue = queueTitle(job?.queue ?? 'runs')
  const toQueue = { href: `/queues/${job?.queue ?? 'runs'}`, text: `${queue} queue` }
  const toWorkers = { href: '/workers', text: 'Workers' }
  const name = worker ? `${worker.host}/${worker.pid}` : ''
  const failed = job?.error ? ` after: ${job.error}` : ''

  switch (reason) {
    case null:
      return undefined
    case 'mail-parked':
      return {
        isStuck: true,
        text: `${plural(work.mail.parked, 'message')} for this run could not be handled and ${work.mail.parked === 1 ? 'is' : 'are'} parked. It may not go on before you deal with ${work.mail.parked === 1 ? 'it' : 'them'}.`,
        link: { href: `/actors/run/${work.runId}`, text: 'Mend it' },
      }
    case 'mail-waits':
      return {
        isStuck: false,
        text: `${plural(work.mail.waiting, 'message')} for this run ${work.mail.waiting === 1 ? 'waits' : 'wait'} to be handled.`,
        link: { href: `/actors/run/${work.runId}`, text: 'Mailbox' },
      }
    case 'queue-paused':
      return {
        isStuck: true,
        text: `The ${queue} queue is paused${work.pausedBy ? ` by ${work.pausedBy}` : ''}; it waits until you resume it.`,
        link: toQueue,
      }
    case 'no-worker':
      return {
        isStuck: true,
        text: `Waiting for a worker: none that is working takes the ${queue} queue.`,
        link: toWorkers,
      }
    case 'work-ahead':
      return {
        isStuck: false,
        text: `Waiting for a worker: ${plural(work.ahead, 'job')} ${work.ahead === 1 ? 'is' : 'are'} ahead of it.`,
        link: toQueue,
      }
    case 'next':
      return { isStuck: false, text: 'Waiting for a worker: it is the next one.', link: toQueue }
    case 'delayed':
      return {
        isStuck: false,
        text: `Next try ${inTime(job?.availableAt ?? '', nowMs)}${failed}`,
        link: toQueue,
      }
    case 'worker-silent':
      return {
        isStuck: true,
        text: worker
          ? `Worker ${name} had it and has fallen silent. If it is dead, another worker takes over by itself.`
          : 'The worker that had it is gone. Another one takes over by itself.',
        link: toWorkers,
      }
    case 'job-failed':
      return {
        isStuck: true,
        text: `Its job was given up${failed}\nOnce that is mended, put it back to work, and the run goes on.`,
        link: { href: `${toQueue.href}?state=failed`, text: 'Failed jobs' },
      }
    case 'job-in-doubt':
      return {
        isStuck: true,
        text: `Nobody can tell whether its job was done${failed}\nLook, and retry it if it was not.`,
        link: { href: `${toQueue.href}?state=in-doubt`, text: 'Jobs in doubt' },
      }
    case 'at-work':
      return {
        isStuck: false,
        text: `Worker ${name} is at it.`,
        link: { href: `/workers?worker=${encodeURIComponent(worker?.id ?? '')}`, text: 'Worker' },
      }
  }
}
