import type { Accessor } from 'solid-js'
import { createWaitingItems } from '../../api/inbox.ts'
import { createRepos } from '../../api/repos.ts'
import { createRuns } from '../../api/runs.ts'
import { SETTINGS_SECTIONS } from '../../pages/settings/settings-sections.ts'
import { type Choice, placeChoices, thingChoices } from './choices.ts'

const PLACES = [
  { href: '/budgets', text: 'Budgets' },
  { href: '/grants', text: 'Grants' },
  { href: '/templates', text: 'Templates' },
  { href: '/schedules', text: 'Schedules' },
  { href: '/setup', text: 'Set up pm-bot' },
  ...SETTINGS_SECTIONS.map(({ path, text }) => ({ href: `/settings/${path}`, text: `Settings: ${text}` })),
]

/** What there is to open, by its name. */
export function createThings(): Accessor<Choice[]> {
  const items = createWaitingItems('pending')
  const repos = createRepos()
  const runs = createRuns()
  return () => [
    ...placeChoices(PLACES),
    ...thingChoices({
      items: items.data() ?? [],
      repos: repos.data() ?? [],
      runs: runs.data() ?? [],
    }),
  ]
}
