import type { Redactor } from '@pm-bot/domain'
import { budgetProjector } from './budget-projector.ts'
import { githubProjector } from './github-connection.ts'
import { grantsProjector } from './grants-projector.ts'
import { notifiersProjector } from './notifiers-projector.ts'
import type { Projectors } from './projector.ts'
import { repoProjector } from './repo-projector.ts'
import { runProjector } from './run-projector.ts'
import { runTemplateProjector } from './run-templates.ts'
import { scheduleProjector } from './schedules.ts'
import { workspaceProjector } from './workspaces.ts'

/** One for each kind of actor that has rows. */
export const projectorsOf = (redactor: Redactor): Projectors => ({
  run: runProjector(redactor),
  repo: repoProjector(redactor),
  workspace: workspaceProjector(redactor),
  github: githubProjector(redactor),
  budget: budgetProjector(redactor),
  'run-template': runTemplateProjector(redactor),
  schedule: scheduleProjector(redactor),
  grants: grantsProjector(redactor),
  notifiers: notifiersProjector(redactor),
})
