import { type Static, Type } from 'typebox'
import { INBOX_KINDS, RISKS } from '../inbox/inbox.ts'
import { TIME_ZONE_PATTERN } from '../schedule/cron-times.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, line, nullable, oneOf, strict, Time, Version } from '../values/schema-parts.ts'

const address = (description: string) =>
  Type.String({ maxLength: 500, pattern: '^https?://[!-~]{1,480}$', description })
const mailbox = (description: string) =>
  Type.String({
    maxLength: 254,
    pattern: '^[^\\s@<>,;:"()\\\\\\[\\]]{1,64}@[A-Za-z0-9.\\-]{1,189}$',
    description,
  })

const NtfyTarget = Type.Object(
  {
    kind: Type.Literal('ntfy'),
    server: address('E.g. https://ntfy.sh, or a server of your own.'),
    topic: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Whoever knows it can read along.' }),
  },
  strict,
)
const WebhookTarget = Type.Object(
  { kind: Type.Literal('webhook'), url: address('It is posted to; redirects are not followed.') },
  strict,
)
const EmailTarget = Type.Object(
  {
    kind: Type.Literal('email'),
    host: Type.String({ maxLength: 253, pattern: '^[A-Za-z0-9.:\\-]+$', description: 'Of the SMTP server.' }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    encryption: oneOf(['tls', 'starttls', 'none'] as const),
    user: nullable(line(200)),
    from: mailbox('The sender.'),
    to: mailbox('Who is told.'),
  },
  strict,
)
const PushTarget = Type.Object(
  {
    kind: Type.Literal('web_push'),
    service: Type.String({
      maxLength: 253,
      pattern: '^[A-Za-z0-9.:\\-]+$',
      description: 'Host of the push service.',
    }),
    browser: line(100),
  },
  strict,
)
const NotifierTargetView = Type.Union([NtfyTarget, WebhookTarget, EmailTarget, PushTarget])

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'E.g. 22:00.' })
const QuietHoursView = Type.Object(
  {
    from: Clock,
    to: Clock,
    timeZone: Type.String({ maxLength: 100, pattern: TIME_ZONE_PATTERN }),
    exceptHighRisk: Type.Boolean(),
  },
  strict,
)
const Kinds = nullable(
  Type.Array(oneOf(INBOX_KINDS), { minItems: 1, uniqueItems: true, description: 'Null: all.' }),
)
const Digest = Type.Integer({
  minimum: 0,
  maximum: 1440,
  description: 'What comes within so many minutes is said together; 0: at once.',
})

export const NotifierView = Type.Object({
  id: Id,
  workspaceId: Id,
  name: Type.String(),
  target: NotifierTargetView,
  hasSecret: Type.Boolean({ description: 'The secret itself is never told.' }),
  kinds: Kinds,
  leastRisk: oneOf(RISKS),
  quietHours: nullable(QuietHoursView),
  digestMinutes: Digest,
  isOn: Type.Boolean(),
  address: Type.String({ description: 'What its links begin with.' }),
  waiting: Type.Integer({ description: 'Items that it is still to speak of.' }),
  nextAt: nullable(Time),
  trying: nullable(
    Type.Object(
      { tries: Type.Integer(), answer: nullable(Type.String()), retryAt: nullable(Time) },
      { description: 'A delivery under way, or one that is to be tried again.' },
    ),
  ),
  last: nullable(
    Type.Object({ status: oneOf(['sent', 'failed', 'skipped'] as const), answer: Type.String(), at: Time }),
  ),
  test: nullable(
    Type.Object({
      status: oneOf(['sending', 'sent', 'failed'] as const),
      answer: nullable(Type.String({ description: 'What the other side said.' })),
      at: Time,
    }),
  ),
  createdAt: Time,
  updatedAt: Time,
  version: Version,
})
export type NotifierView = Static<typeof NotifierView>

export const PushKeyView = Type.Object({
  publicKey: Type.String({ description: 'Of the curve P-256, uncompressed, base64url.' }),
})
export type PushKeyView = Static<typeof PushKeyView>

const choices = {
  kinds: Type.Optional(Kinds),
  leastRisk: Type.Optional(oneOf(RISKS)),
  quietHours: Type.Optional(nullable(QuietHoursView)),
  digestMinutes: Type.Optional(Digest),
  isOn: Type.Optional(Type.Boolean()),
}
const Secret = nullable(
  Type.String({
    minLength: 1,
    maxLength: 4000,
    pattern: '^[^\\u0000-\\u001f\\u007f]*$',
    description:
      'Access token of ntfy, signing secret of a webhook (whsec_…), password of e-mail, subscription of a browser. Kept sealed, never returned; null: none.',
  }),
)
export const CreateNotifierBody = Type.Object(
  {
    workspaceId: Type.Optional(Id),
    name: line(100),
    target: NotifierTargetView,
    secret: Type.Optional(Secret),
    ...choices,
  },
  strict,
)
export type CreateNotifierBody = Static<typeof CreateNotifierBody>
/** What is not named stays. A new target needs its secret again: what was trusted with one is not trusted with another. */
export const PatchNotifierBody = Type.Object(
  {
    name: Type.Optional(line(100)),
    target: Type.Optional(NotifierTargetView),
    secret: Type.Optional(Secret),
    ...choices,
  },
  { ...strict, minProperties: 1 },
)
export type PatchNotifierBody = Static<typeof PatchNotifierBody>
export const NotifiersQuery = Type.Object({ ...PageQuery.properties, workspaceId: Type.Optional(Id) }, strict)
