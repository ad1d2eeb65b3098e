import type { SetupStep, SetupStepName } from '@pm-bot/domain'
import type { IconName } from '../../ui/icon.tsx'

/** What a step is about, and where its work is done. */
export const STEP_WORDS: Record<
  SetupStepName,
  { title: string; why: string; link?: { href: string; text: string } }
> = {
  sign_in: {
    title: 'Who decides, and from where',
    why: 'Whoever reaches this page decides what agents may do.',
  },
  system: {
    title: 'This machine',
    why: 'A database, a disk, git, a clock and a sandbox.',
    link: { href: '/settings/doctor', text: 'See every check' },
  },
  github: {
    title: 'GitHub',
    why: 'To read issues and pull requests, and to write what you approve.',
    link: { href: '/repos#adding', text: 'See what GitHub shows' },
  },
  models: { title: 'A model, or an agent of its own', why: 'Who does the work that you approve.' },
  repos: {
    title: 'Repositories',
    why: 'From GitHub, or a git repository of this machine.',
    link: { href: '/repos#adding', text: 'Add a repository' },
  },
  limits: {
    title: 'Limits',
    why: 'What all agents together may spend on one day.',
    link: { href: '/budgets', text: 'Set limits' },
  },
  first_run: {
    title: 'A first run',
    why: 'The whole loop in two minutes: propose, approve the start, read the change, approve or reject it.',
  },
}

export const STATE_LOOKS: Record<SetupStep['state'], { icon: IconName; tone: string; word: string }> = {
  done: { icon: 'done', tone: 'green', word: 'Done' },
  open: { icon: 'dot', tone: 'grey', word: 'Open' },
  problem: { icon: 'warning', tone: 'red', word: 'In the way' },
}
