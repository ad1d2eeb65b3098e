import type { RunWorkView } from '@pm-bot/domain'
import { headOf } from '../../ui/error-lines.ts'
import { inTime, plural } from '../../ui/time.ts'
import { queueTitle } from '../../ui/work-words.ts'

export interface WhyItWaits {
  /** `stuck`: somebody has to do something about it. `troubled`: it mends itself, after something went wrong. */
  tone: 'stuck' | 'troubled' | 'fine'
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
  const failed = job?.error ? ` after: ${headOf(job.error)}` : ''

  switch (reason) {
    case null:
      return undefined
    case 'mail-parked': {
      const { parked } = work.mail
      const them = parked === 1 ? 'it' : 'them'
      return {
        tone: 'stuck',
        text: [
          `${plural(parked, 'message')} for this run could not be handled and ${parked === 1 ? 'is' : 'are'} parked. It may not go on before you deal with ${them}.`,
          ...(worker ? [whoHasIt(worker)] : []),
        ].join('\n'),
        link: { href: `/actors/run/${work.runId}`, text: 'Mend it' },
      }
    }
    case 'no-place':
      return {
        tone: 'fine',
        text: 'Waits for a place: as many runs are at work on its repository as it takes at once.',
        link: null,
      }
    case 'mail-waits':
      return {
        tone: 'fine',
        text: `${plural(work.mail.waiting, 'message')} for this run ${work.mail.waiting === 1 ? 'waits' : 'wait'} to be handled.`,
        link: { href: `/actors/run/${work.runId}`, text: 'Mailbox' },
      }
    case 'all-paused':
      return {
        tone: 'stuck',
        text: 'Everything is paused; it waits until you let it go on.',
        link: null,
      }
    case 'queue-paused': {
      const nobody = work.places.all === 0 ? ' No worker that is working takes it either.' : ''
      return {
        tone: 'stuck',
        text: `The ${queue} queue is paused${work.pausedBy ? ` by ${work.pausedBy}` : ''}; it waits until you resume it.${nobody}`,
        link: toQueue,
      }
    }
    case 'no-worker':
      return {
        tone: 'stuck',
        text: `Waiting for a worker: none that is working takes the ${queue} queue.`,
        link: toWorkers,
      }
    case 'work-ahead':
    case 'next': {
      const full = placesTaken(work.places)
      return {
        tone: 'fine',
        text: `Waiting for a worker: ${full ? `${full}, and ` : ''}${inLine(work.ahead)}.`,
        link: full ? toWorkers : toQueue,
      }
    }
    case 'delayed':
      return {
        tone: job?.error ? 'troubled' : 'fine',
        text: `Next try ${inTime(job?.availableAt ?? '', nowMs)}${failed}`,
        link: toQueue,
      }
    case 'worker-silent':
      return {
        tone: 'stuck',
        text: worker ? whoHasIt(worker) : 'The worker that had it is gone. Another one takes over by itself.',
        link: toWorkers,
      }
    case 'job-failed':
      return {
        tone: 'stuck',
        text: `Its job was given up${failed}\nOnce that is mended, put it back to work, and the run goes on.`,
        link: { href: `${toQueue.href}?state=failed`, text: 'Failed jobs' },
      }
    case 'job-in-doubt':
      return {
        tone: 'stuck',
        text: `Nobody can tell whether its job was done${failed}\nLook, and retry it if it was not.`,
        link: { href: `${toQueue.href}?state=in-doubt`, text: 'Jobs in doubt' },
      }
    case 'at-work':
      return {
        tone: 'fine',
        text: worker ? whoHasIt(worker) : 'A worker is at it.',
        link: { href: `/workers?worker=${encodeURIComponent(worker?.id ?? '')}`, text: 'Worker' },
      }
  }
}

function whoHasIt({ host, pid, state }: NonNullable<RunWorkView['worker']>): string {
  return state === 'silent'
    ? `Worker ${host}/${pid} had it and has fallen silent. If it is dead, another worker takes over by itself.`
    : `Worker ${host}/${pid} is at it.`
}

const inLine = (ahead: number) =>
  ahead === 0 ? 'it is the next one' : `${plural(ahead, 'job')} ${ahead === 1 ? 'is' : 'are'} ahead of it`

/** Undefined while a place is free. */
function placesTaken({ taken, all }: RunWorkView['places']): string | undefined {
  if (all === 0 || taken < all) return undefined
  return all === 1 ? 'the only place is taken' : `all ${all} places are taken`
}
