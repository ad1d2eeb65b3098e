import { type NotifiersEvent, newId } from '@pm-bot/domain'
import * as store from '@pm-bot/store'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../packages/store/src/database.ts'
import { projectorsOf } from '../../packages/store/src/projectors.ts'
import { nthId } from './crowd-size.fixture.ts'
import type { InsertWords } from './insert-words.fixture.ts'
import { type Scene, type Subject, subject } from './subject.fixture.ts'

/** Far more than anybody has. */
const NOTIFIERS = 3000

export function notifierRows({ id, insert, when }: InsertWords): RawBuilder<unknown>[] {
  return [
    insert('notifiers', NOTIFIERS, {
      notifier_id: id('n'),
      workspace_id: id('1 + n % 3'),
      name: `'Phone ' || n`,
      kind: `'ntfy'`,
      target: `'{"kind":"ntfy","server":"https://ntfy.sh","topic":"pm"}'`,
      least_risk: `'low'`,
      digest_minutes: '0',
      is_on: '1',
      address: `'http://127.0.0.1:7070/'`,
      work: `'{"waiting":[],"more":0,"delivery":null,"last":null,"test":null}'`,
      version: '3',
      created_at: when(NOTIFIERS),
      updated_at: when(NOTIFIERS),
    }),
  ]
}

const PAGE = { limit: 50 }
const aNotifier = nthId(NOTIFIERS - 7)

export const NOTIFIER_SUBJECTS: Subject[] = [
  subject('listNotifiers', 'a page', ({ database }) => store.listNotifiers(database, PAGE)),
  subject('listNotifiers', 'a later page of a workspace', ({ database, ids }) =>
    store.listNotifiers(database, { ...PAGE, workspaceId: ids.workspace, cursor: aNotifier }),
  ),
  subject('lookUpNotifier', 'one', ({ database }) => store.lookUpNotifier(database, aNotifier)),
  subject('readNotifier', 'one with its secret', ({ database }) => store.readNotifier(database, aNotifier)),
  subject('stillWaiting', 'some items', ({ database, ids }) =>
    store.stillWaiting(database, [ids.pendingItem, newId()]),
  ),
  { what: 'the rows of a notifier', ask: (scene) => scene.tried((tx) => project(tx, scene)) },
]

async function project(tx: Tx, { ids, redactor }: Scene): Promise<void> {
  const now = await tx.now()
  const made = { notifierId: newId(), name: 'x', secret: null, kinds: null, quietHours: null, isOn: true }
  const target = { kind: 'ntfy' as const, server: 'https://ntfy.sh', topic: 'pm' }
  const facts = { ...made, target, leastRisk: 'low' as const, digestMinutes: 0, address: 'http://127.0.0.1/' }
  const events: NotifiersEvent[] = [
    { type: 'notifier-created', ...facts, by: 'operator' },
    { type: 'delivery-ended', notifierId: aNotifier, status: 'sent', answer: 'HTTP 200', at: now },
    { type: 'notifier-removed', notifierId: nthId(3), by: 'operator' },
  ]
  await projectorsOf(redactor).notifiers!(
    tx,
    { kind: 'notifiers', key: ids.workspace },
    events.map((event) => ({ event, version: 99, messageId: newId(), now })),
  )
}
