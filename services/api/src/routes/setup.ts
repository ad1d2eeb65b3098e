import { FIRST_WORKSPACE } from '@pm-bot/domain'
import { listBudgets, listRepos, listRuns } from '@pm-bot/store'
import { problems, view } from '../answers.ts'
import type { Api, ApiContext } from '../api-context.ts'
import { createExaminer } from '../examine.ts'
import { readGitHubView } from '../read-github.ts'
import { setupOf } from '../setup-steps.ts'

const tags = ['instance']

/** What the operator is told of the instance itself: how it is, and what is still to be set up. */
export function setupRoutes(api: Api, { settings, store }: ApiContext): void {
  const { database } = store
  const examine = createExaminer(settings, database)

  api.get(
    '/api/doctor',
    {
      schema: {
        tags,
        operationId: 'getDoctor',
        summary: 'Look at everything that pm-bot needs, here and as its workers found it',
        response: { 200: view('DoctorView'), ...problems() },
      },
    },
    () => examine(),
  )

  api.get(
    '/api/setup',
    {
      schema: {
        tags,
        operationId: 'getSetup',
        summary: 'How far this pm-bot is set up, step by step',
        response: { 200: view('SetupView'), ...problems() },
      },
    },
    async () => {
      const [doctor, github, repos, budgets, runs, completed] = await Promise.all([
        examine(),
        readGitHubView(database, settings.github),
        listRepos(database, { limit: 50 }),
        listBudgets(database, FIRST_WORKSPACE.workspaceId),
        listRuns(database, { limit: 1 }),
        listRuns(database, { limit: 1, status: 'completed' }),
      ])
      return setupOf({
        settings,
        doctor,
        github,
        repos: repos.items,
        budgets,
        runs: { any: runs.items.length > 0, completed: completed.items.length > 0 },
      })
    },
  )
}
