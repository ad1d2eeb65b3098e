import type { GitHubLabel } from '@pm-bot/domain'
import type { Tx } from './database.ts'
import { storableText } from './json.ts'

/** All labels of a repository, in place of those that were known. */
export async function saveLabels(tx: Tx, repoId: string, labels: readonly GitHubLabel[]): Promise<void> {
  await tx.write(tx.db.deleteFrom('github_labels').where('repo_id', '=', repoId))
  // A list that shifts while it is read may show one twice.
  const rows = new Map(
    labels.map(({ name, color, description }) => [
      storableText(name),
      {
        repo_id: repoId,
        name: storableText(name),
        color: storableText(color),
        description: description === null ? null : storableText(description),
      },
    ]),
  )
  if (rows.size > 0) await tx.write(tx.db.insertInto('github_labels').values([...rows.values()]))
}
