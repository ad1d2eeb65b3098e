import { type BundleEntry, type ChangesetBundle, type PullRequestPlan, runBranch } from '@pm-bot/domain'
import { isWritten } from './bundle-entries.ts'

/** The bundle is not one that pm-bot made, or was altered. Nothing is written from it. */
export class InvalidBundleError extends Error {
  override name = 'InvalidBundleError'
}

const RUN_ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$/
const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const FULL_NAME = /^[\w.-]+\/[\w.-]+$/
const SHA_256 = /^[0-9a-f]{64}$/
const MODES: readonly unknown[] = ['100644', '100755', '120000', '160000']

/** Checks what the types promise as well: a bundle is read from a file. */
export function checkBundle(bundle: ChangesetBundle): void {
  const { format, runId, repoId, baseSha, branch, message, author, time, entries, pullRequest, follows } =
    bundle
  demand(format === 'pm-bot-changeset/1', 'it has another format')
  demand(matches(runId, RUN_ID) && isText(repoId), 'its ids are malformed')
  demand(follows === undefined || matches(follows, RUN_ID), 'the run that it follows is malformed')
  demand(branch === runBranch(follows ?? runId), 'its branch is not the one of its run')
  demand(matches(baseSha, COMMIT_ID), 'its base is not a commit id')
  demand(isText(message), 'its message holds what a commit cannot')
  demand(isName(author?.name) && isName(author?.email), 'its author holds what a commit cannot')
  demand(Number.isSafeInteger(time) && time >= 0, 'its time is not in whole seconds')
  demand(Array.isArray(entries) && entries.length > 0, 'it changes nothing')
  for (const entry of entries) checkEntry(entry, baseSha.length)
  checkTogether(entries)
  if (pullRequest !== undefined) checkPullRequest(pullRequest)
}

function checkPullRequest(plan: PullRequestPlan): void {
  const { fullName, base, title, body, labels } = plan ?? {}
  demand(matches(fullName, FULL_NAME), 'its pull request is in no repository')
  demand(isText(base) && base !== '', 'its pull request has no base')
  demand(isText(title) && matches(title, /^[^\n]+$/), 'its pull request has no title')
  demand(isText(body), 'the text of its pull request holds what none can')
  demand(Array.isArray(labels) && labels.every(isText), 'the labels of its pull request are malformed')
}

function checkEntry(entry: BundleEntry, idLength: number): void {
  const { path } = entry
  demand(
    isText(path) && path.split('/').every(isPlainName),
    `its path ${JSON.stringify(path)} is not allowed`,
  )
  if ('deleted' in entry) {
    demand(entry.deleted === true && !('mode' in entry) && !('hash' in entry), `“${path}” is half deleted`)
    return
  }
  const { mode, hash } = entry
  demand(MODES.includes(mode), `“${path}” has a mode that git does not know`)
  const isHash =
    mode === '160000' ? matches(hash, COMMIT_ID) && hash.length === idLength : matches(hash, SHA_256)
  demand(isHash, `“${path}” has no content hash`)
}

/** Sorted, each path once, and nothing that would be both a file and a directory. */
function checkTogether(entries: readonly BundleEntry[]): void {
  const written = new Set(entries.filter(isWritten).map(({ path }) => path))
  entries.forEach(({ path }, at) => {
    demand(at === 0 || entries[at - 1]!.path < path, `“${path}” stands in the wrong place`)
    if (!written.has(path)) return
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      demand(!written.has(path.slice(0, end)), `“${path}” lies below a file`)
    }
  })
}

/** Git itself refuses the further disguises of `.git`, with core.protectHFS and core.protectNTFS. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/^(?:\.git|git~1)[. ]*$/i.test(name)
}

const matches = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value)
const isText = (value: unknown) => typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
const isName = (value: unknown) => isText(value) && matches(value, /^[^<>\n]+$/)

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new InvalidBundleError(`The changeset's bundle was refused: ${what}.`)
}
