import { canonicalJson, type Json, sha256Hex } from './canonical-json.ts'
import type { ChangedFile, ChangesetDraft } from './changeset.ts'
import type { RuleContext } from './decide-run.ts'
import type { Risk } from './inbox.ts'
import type { ChangesetApplyPayload, RunStartPayload } from './inbox-payload.ts'
import type { InterruptRef, PendingItem, Run, RunCommand } from './run.ts'

/** "May this agent start?" The subject is the payload itself. */
export function runStartItem(
  command: Extract<RunCommand, { type: 'propose-run' }>,
  context: RuleContext,
): PendingItem {
  const { repoId, name, fullName } = command.repo
  const payload: RunStartPayload = {
    kind: 'run_start',
    goal: command.goal,
    graphId: command.graphId,
    spec: command.spec,
    repo: { repoId, name, fullName },
  }
  return {
    version: context.version,
    interrupt: null,
    changesetId: null,
    item: {
      itemId: context.newId(),
      kind: 'run_start',
      // It runs as the operator's user: without a sandbox nothing contains it.
      risk: 'medium',
      status: 'pending',
      title: `Start “${command.goal}” on ${name}`,
      payload: payload as unknown as Json,
      subjectHash: sha256Hex(canonicalJson(payload)),
      allowed: ['approve', 'reject'],
      createdAt: context.now,
      decision: null,
    },
  }
}

/** "May exactly these bytes become a commit?" The subject is the bundle file. */
export function changesetItem(
  run: Run,
  draft: ChangesetDraft,
  interrupt: InterruptRef | null,
  context: RuleContext,
  rebased?: ChangesetApplyPayload['rebased'],
): PendingItem {
  const { repoId, name, fullName } = run.repo
  const payload: ChangesetApplyPayload = {
    kind: 'changeset_apply',
    changesetId: draft.changesetId,
    goal: run.goal,
    repo: { repoId, name, fullName },
    baseSha: draft.baseSha,
    branch: draft.branch,
    message: draft.message,
    files: [...draft.files],
    ...(rebased ? { rebased } : {}),
  }
  return {
    version: context.version,
    interrupt,
    changesetId: draft.changesetId,
    item: {
      itemId: context.newId(),
      kind: 'changeset_apply',
      risk: riskOf(draft.files),
      status: 'pending',
      title: `Apply “${run.goal}” to ${name}`,
      payload: payload as unknown as Json,
      subjectHash: draft.bundle.hash,
      allowed: ['approve', 'reject'],
      createdAt: context.now,
      decision: null,
    },
  }
}

/** Links, submodules and files that run by themselves deserve a second look. */
function riskOf(files: readonly ChangedFile[]): Risk {
  const risky = files.some(
    ({ mode, oldMode, path }) =>
      [mode, oldMode].some((each) => each === '120000' || each === '160000') ||
      (mode === '100755' && oldMode !== '100755') ||
      /(^|\/)(\.github\/workflows\/|CODEOWNERS$|\.gitmodules$|\.gitattributes$)/.test(path),
  )
  return risky ? 'high' : 'low'
}
