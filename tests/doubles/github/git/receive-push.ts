import { gunzipSync } from 'node:zlib'
import type { LoggedPush } from '../contract/request-log.ts'
import { noteForeignBranch } from '../log/note-foreign-branch.ts'
import type { Parts } from '../parts.ts'
import type { Viewer } from '../rest/viewer.ts'
import { fullNameOf } from '../state/find.ts'
import { noticeRefs } from '../state/notice-refs.ts'
import type { Repository } from '../state/records.ts'
import { isAncestor, ZERO } from './history.ts'
import { type BackendAnswer, type BackendCall, callBackend } from './http-backend.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type PushCommand, readPushCommands } from './pkt-line.ts'
import { readRefs } from './read-refs.ts'

interface Push {
  repository: Repository
  viewer: Viewer
  call: BackendCall
  answered: boolean
}

/** Lets git take a push, and writes down what it did, and what it should not have tried. */
export async function receivePush(
  parts: Parts,
  { repository, viewer, call, answered }: Push,
): Promise<BackendAnswer> {
  const commands = readPushCommands(plainBody(call))
  return await oneAtATime(repository, async () => {
    const known = await readRefs(repository.path)
    const answer = await callBackend(call)
    const refs = await readRefs(repository.path)
    const pushes: LoggedPush[] = []
    for (const command of commands) {
      const [was = ZERO, is = ZERO] = [known.get(command.ref), refs.get(command.ref)]
      const applied = was !== is && is === command.after
      const forced = await isForced(repository, command)
      pushes.push({ ...command, repository: fullNameOf(repository), actor: viewer.actor, forced, applied })
    }
    await noticeRefs(parts.state, repository, viewer.account!)
    for (const push of pushes) note(parts, push)
    const done = pushes.filter(({ applied }) => applied)
    if (done.length > 0) {
      parts.logBook.write({
        kind: 'push',
        repository: fullNameOf(repository),
        actor: viewer.actor,
        target: done.map(({ ref }) => ref).join(', '),
        body: done.map(({ ref, before, after }) => ({ ref, before, after })),
        answered,
      })
    }
    return answer
  })
}

/** Git compresses small requests. */
const plainBody = ({ headers, body }: BackendCall) =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body

/** Where it was refused, its commits are not here, and so nobody's descendants. */
async function isForced({ path }: Repository, { before, after }: PushCommand): Promise<boolean> {
  if (before === ZERO) return false
  return after !== ZERO && !(await isAncestor(path, before, after))
}

function note(parts: Parts, push: LoggedPush): void {
  const { repository, actor, ref, before, after, forced } = push
  parts.logBook.push(push)
  noteForeignBranch(parts, { repository, actor, ref, how: after === ZERO ? 'deletes' : 'pushes' })
  if (forced) {
    parts.logBook.violation({ kind: 'force-push', actor, repository, detail: `${ref} ${before} to ${after}` })
  }
}
