import type { GitHubWriter } from '@pm-bot/domain'
import type { AskRepo } from '../read/in-repo.ts'
import { close } from './close.ts'
import { writeComments } from './comments.ts'
import { ensureIssue } from './ensure-issue.ts'
import { ensurePullRequest } from './ensure-pull-request.ts'
import { addLabels, removeLabel } from './labels.ts'

/** All that pm-bot writes through the API; branches are git's. There is no merge here, and nothing that forces. */
export function makeWriter(askRepo: AskRepo): GitHubWriter {
  return {
    ...writeComments(askRepo),
    ensurePullRequest: (wish) => ensurePullRequest(askRepo, wish),
    ensureIssue: (wish) => ensureIssue(askRepo, wish),
    addLabels: (wish) => addLabels(askRepo, wish),
    removeLabel: (wish) => removeLabel(askRepo, wish),
    close: (wish) => close(askRepo, wish),
  }
}
