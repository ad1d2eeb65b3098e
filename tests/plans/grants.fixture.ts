import { type GrantsEvent, newId } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../packages/store/src/database.ts'
import { projectorsOf } from '../../packages/store/src/projectors.ts'
import { nthId, type Size } from './crowd-size.fixture.ts'
import type { InsertWords } from './insert-words.fixture.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

const grantsOf = ({ blocked }: Size) => blocked / 5
/** All of them are in the state of their actors. */
const STANDING = 300

/** Years of permissions, of which few still stand. */
export function grantRows({ id, insert, when }: InsertWords, size: Size): RawBuilder<unknown>[] {
  const grants = grantsOf(size)
  return [
    insert('grants', grants, {
      grant_id: id('n'),
      workspace_id: id('1 + n % 3'),
      tool: `'run'`,
      arguments: `'{"argv":["npm","test"]}'`,
      covers_tainted: '0',
      uses: '5',
      created_at: when(grants),
      created_by: `'operator'`,
      ended_at: `case when n % ${Math.floor(grants / STANDING)} <> 0 then ${when(grants)} end`,
    }),
    insert('grant_uses', size.blocked, {
      use_id: id('n'),
      grant_id: id(`1 + n % ${grants}`),
      run_id: id('n'),
      call_id: `'c' || n`,
      tool: `'run'`,
      used_at: when(size.blocked),
    }),
  ]
}

const PAGE = { limit: 50 }
const aGrant = ({ size }: Scene) => nthId(grantsOf(size) - 7)

export const GRANTS: Subject[] = [
  subject('listGrants', 'a page', ({ database }) => store.listGrants(database, PAGE)),
  subject('listGrants', 'of a workspace', ({ database, ids }) =>
    store.listGrants(database, { ...PAGE, workspaceId: ids.workspace }),
  ),
  subject('listGrants', 'those that stand', ({ database }) =>
    store.listGrants(database, { ...PAGE, active: true }),
  ),
  subject('listGrants', 'those of a workspace that stand', ({ database, ids }) =>
    store.listGrants(database, { ...PAGE, active: true, workspaceId: ids.workspace }),
  ),
  subject('listGrants', 'those of a workspace that have ended, a later page', (scene) =>
    store.listGrants(scene.database, {
      ...PAGE,
      active: false,
      workspaceId: scene.ids.workspace,
      cursor: aGrant(scene),
    }),
  ),
  subject(
    'listGrantSuggestions',
    'of a workspace',
    ({ database, ids }) => store.listGrantSuggestions(database, ids.workspace),
    {
      limits: { rows: 3000, pages: 4000 },
      because: 'looks at the decisions about calls of a month, here those of three workspaces',
    },
  ),
  subject('lookUpGrant', 'one', (scene) => store.lookUpGrant(scene.database, aGrant(scene))),
  subject('listGrantUses', 'a page', (scene) => store.listGrantUses(scene.database, aGrant(scene), PAGE)),
  { what: 'the rows of a grant', ask: (scene) => scene.tried((tx) => projectGrant(tx, scene)) },
]

async function projectGrant(tx: Tx, scene: Scene): Promise<void> {
  const { ids, redactor } = scene
  const now = await tx.now()
  const [grantId, runId] = [aGrant(scene), ids.blockedRun]
  const grant = {
    grantId: newId(),
    tool: 'run',
    where: null,
    repoId: null,
    runId: null,
    usesLeft: 1,
    until: null,
    coversTainted: false,
    uses: 0,
    lastUsedAt: null,
    createdAt: now,
    by: 'operator',
    itemId: null,
    revokedAt: null,
  }
  const use = { grantId, runId, callId: 'c', callHash: 'h', tool: 'run', itemId: null, at: now }
  const events: GrantsEvent[] = [
    { type: 'grant-added', grant },
    { type: 'grant-used', useId: newId(), ...use },
    { type: 'grant-ended', grantId, why: 'used-up', at: now },
    { type: 'grant-revoked', grantId, by: 'operator', at: now },
    { type: 'item-released', itemId: newId(), runId, grantId },
  ]
  await projectorsOf(redactor).grants!(
    tx,
    { kind: 'grants', key: ids.workspace },
    events.map((event) => ({ event, version: 99, messageId: newId(), now })),
  )
}
