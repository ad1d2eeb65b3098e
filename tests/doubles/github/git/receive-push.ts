import { gunzipSync } from 'node:zlib'
import { noteForeignBranch } from '../log/note-foreign-branch.ts'
import type { Parts } from '../parts.ts'
import type { Viewer } from '../rest/viewer.ts'
import { fullNameOf } from '../state/find.ts'
import { noticeRefs, type RefChange } from '../state/notice-refs.ts'
import type { Repository } from '../state/records.ts'
import { isAncestor, ZERO } from './history.ts'
import { type BackendAnswer, type BackendCall, callBackend } from './http-backend.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type PushCommand, readPushCommands } from './pkt-line.ts'

interface Push {
  repository: Repository
  viewer: Viewer
  call: BackendCall
  answered: boolean
}

/** Lets git take a push, and writes down what it did, and what it should not have tried. */
export async function receivePush(parts: Parts, push: Push): Promise<BackendAnswer> {
  const { repository, viewer, call } = push
  const commands = readPushCommands(plainBody(call))
  return await oneAtATime(repository, async () => {
    const answer = await callBackend(call)
    const changes = await noticeRefs(parts.state, repository, viewer.account!)
    for (const command of commands) await noteCommand(parts, push, command, isApplied(command, changes))
    noteWrite(
      parts,
      push,
      commands.filter((command) => isApplied(command, changes)),
    )
    return answer
  })
}

/** Git compresses small requests. */
const plainBody = ({ headers, body }: BackendCall) =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body

/** Whether it moved to there just now: who repeats a push whose answer was lost moves nothing. */
const isApplied = ({ ref, after }: PushCommand, changes: RefChange[]) =>
  changes.some((change) => change.ref === ref && (change.after ?? ZERO) === after)

async function noteCommand(
  parts: Parts,
  { repository, viewer: { actor } }: Push,
  command: PushCommand,
  applied: boolean,
): Promise<void> {
  const { ref, before, after } = command
  const name = fullNameOf(repository)
  const forced = await isForced(repository, command)
  parts.logBook.push({ ...command, repository: name, actor, forced, applied })
  const how = after === ZERO ? 'deletes' : 'pushes'
  noteForeignBranch(parts, { repository: name, actor, ref, how })
  if (forced) {
    const detail = `${ref} ${before} to ${after}`
    parts.logBook.violation({ kind: 'force-push', actor, repository: name, detail })
  }
}

/** Where it was refused, its commits are not here, and so nobody's descendants. */
async function isForced({ path }: Repository, { before, after }: PushCommand): Promise<boolean> {
  return before !== ZERO && after !== ZERO && !(await isAncestor(path, before, after))
}

function noteWrite({ logBook }: Parts, { repository, viewer, answered }: Push, done: PushCommand[]): void {
  if (done.length === 0) return
  logBook.write({
    kind: 'push',
    repository: fullNameOf(repository),
    actor: viewer.actor,
    target: done.map(({ ref }) => ref).join(', '),
    body: done,
    answered,
  })
}
