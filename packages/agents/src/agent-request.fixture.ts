import type { AgentRequest, ChangesetDraft, CommandReport, Workbench } from '@pm-bot/domain'

const artifact = { artifactId: 'a', contentType: 'text/plain', uri: 'artifacts/a', hash: 'ff', sizeBytes: 2 }
export const changeset: ChangesetDraft = {
  changesetId: 'changeset-1',
  baseSha: 'base',
  branch: 'refs/heads/pm-bot/run',
  message: 'Tidy',
  bundle: { ...artifact, kind: 'changeset_bundle', title: 'bundle' },
  patch: { ...artifact, kind: 'patch', title: 'patch' },
  patchId: 'patch-id',
  files: [],
}
export const success: CommandReport = {
  exitCode: 0,
  signal: null,
  limit: null,
  level: 'bubblewrap',
  spawnError: null,
  durationMs: 12,
  log: { ...artifact, kind: 'log', title: 'log' },
  tail: 'all good',
}

/** A request to run a command that succeeds and changes something. */
export function requestOf(
  overrides: Partial<AgentRequest> = {},
  workbench: Partial<Workbench> = {},
): AgentRequest {
  return {
    runId: 'run',
    threadId: 'thread',
    epoch: 1,
    graphId: 'run_command/v1',
    goal: 'Tidy up\n\nbecause it is untidy',
    spec: { command: ['make', 'tidy'] },
    workbench: {
      mayGoOn: async () => ({ steering: [] }),
      judgeCall: async () => ({ verdict: 'allow', grantId: null }),
      taint: async () => {},
      isPaused: async () => false,
      reserve: async ({ callId }) => ({ status: 'granted', reservationId: callId, warnings: [] }),
      settle: async () => null,
      workDirectory: async () => '/nowhere',
      recall: () => {},
      runCommand: async () => success,
      keepWork: async () => ({ baseSha: 'base', bundle: null }),
      restoreWork: async () => {},
      showClone: async () => '',
      keepArtifact: async ({ bytes: _, ...kept }) => ({ ...artifact, ...kept }),
      readIssue: async () => undefined,
      searchIssues: async () => [],
      collectChanges: async () => changeset,
      progress: async () => {},
      ...workbench,
    },
    signal: new AbortController().signal,
    ...overrides,
  }
}
