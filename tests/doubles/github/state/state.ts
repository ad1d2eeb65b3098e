import { type Clock, createClock } from './clock.ts'
import type { Account, App, Installation, InstallationToken, Repository, Token } from './records.ts'

/** All that this GitHub knows. Names are kept in lower case: GitHub's are the same in any case. */
export interface State {
  clock: Clock
  /** The folder of the bare repositories. */
  folder: string
  /** `http://127.0.0.1:<port>` */
  url: string
  accounts: Map<string, Account>
  repositories: Map<string, Repository>
  /** Former names. */
  renamed: Map<string, Repository>
  tokens: Map<string, Token>
  apps: Map<number, App>
  installations: Map<number, Installation>
  installationTokens: Map<string, InstallationToken>
  tokenLifetimeMs: number
  /** How long ago a change that is seen now says that it happened. */
  lateness(): number
  nextId(): number
}

const FIRST_ID = 100_001
const AN_HOUR_MS = 3_600_000

export function createState(folder: string): State {
  let lastId = FIRST_ID
  return {
    clock: createClock(),
    folder,
    url: '',
    accounts: new Map(),
    repositories: new Map(),
    renamed: new Map(),
    tokens: new Map(),
    apps: new Map(),
    installations: new Map(),
    installationTokens: new Map(),
    tokenLifetimeMs: AN_HOUR_MS,
    lateness: () => 0,
    nextId: () => ++lastId,
  }
}
