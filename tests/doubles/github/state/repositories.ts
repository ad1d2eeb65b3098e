import type { NewRepository } from '../contract/repositories-world.ts'
import { createBare } from '../git/create-bare.ts'
import { importCommits } from '../git/import-commits.ts'
import { accountOf } from './accounts.ts'
import { nothing } from './find.ts'
import type { Repository } from './records.ts'
import type { State } from './state.ts'

const FIRST_LABELS = [
  { name: 'bug', color: 'd73a4a', description: "Something isn't working" },
  { name: 'documentation', color: '0075ca', description: 'Improvements or additions to documentation' },
  { name: 'enhancement', color: 'a2eeef', description: 'New feature or request' },
  { name: 'good first issue', color: '7057ff', description: 'Good for newcomers' },
  { name: 'question', color: 'd876e3', description: 'Further information is requested' },
]

/** With one commit on its default branch. */
export async function addRepository(
  state: State,
  fullName: string,
  options: NewRepository = {},
): Promise<Repository> {
  const [login, name] = splitName(fullName)
  if (state.repositories.has(fullName.toLowerCase())) throw new Error(`There is ${fullName} already.`)
  const { defaultBranch = 'main', files = { 'README.md': `# ${name}\n` } } = options
  const id = state.nextId()
  const now = state.clock.now().getTime()
  const owner = accountOf(state, login)
  const path = await createBare(state.folder, `${id}.git`, defaultBranch)
  const ref = `refs/heads/${defaultBranch}`
  const [sha = ''] = await importCommits(path, [
    { ref, files, message: 'First commit\n', author: owner.login, at: now },
  ])

  const repository: Repository = {
    id,
    owner,
    name,
    private: options.private ?? false,
    archived: false,
    drafts: options.drafts ?? true,
    description: options.description ?? null,
    language: options.language ?? null,
    topics: options.topics ?? [],
    defaultBranch,
    path,
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    nextNumber: 1,
    refs: new Map([[ref, sha]]),
    labels: new Map(FIRST_LABELS.map((label) => [label.name, { ...label, id: state.nextId() }] as const)),
    issues: new Map(),
    deleted: new Set(),
    transferred: new Map(),
    comments: new Map(),
    reviews: new Map(),
    reviewComments: new Map(),
    checkRuns: new Map(),
    statuses: new Map(),
    associations: new Map(),
  }
  state.repositories.set(fullName.toLowerCase(), repository)
  return repository
}

export function splitName(fullName: string): [string, string] {
  const [login, name, ...rest] = fullName.split('/')
  return login && name && rest.length === 0 ? [login, name] : nothing(`no name like ${fullName}`)
}
