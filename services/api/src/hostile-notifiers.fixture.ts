import { newId } from '@pm-bot/domain'
import { withEach, without } from './hostile-parts.fixture.ts'
import type { HostileRequest } from './hostile-requests.fixture.ts'

const ADDRESSES = [
  null,
  1,
  '',
  'ntfy.sh',
  'ftp://ntfy.sh',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://',
  'http://a b',
  'http://%%',
  'https://ada:password@ntfy.sh',
  'https://a\r\nx: y',
  `https://${'x'.repeat(600)}`,
]

/** Notifiers that nobody may make: none of them reaches anybody. */
export function hostileNotifiers(): HostileRequest[] {
  const ntfy = { kind: 'ntfy', server: 'http://127.0.0.1:9', topic: 'pm' }
  const email = {
    kind: 'email',
    host: '127.0.0.1',
    port: 9,
    encryption: 'none',
    user: null,
    from: 'a@example.org',
    to: 'b@example.org',
  }
  const each = (target: object, key: string, values: readonly unknown[]) =>
    values.map((value) => ({ ...target, [key]: value }))
  const targets = [
    ...[null, 'ntfy', {}, [], { kind: 'sms' }, { ...ntfy, extra: 1 }, { kind: 'ntfy', url: 'https://a' }],
    ...each(ntfy, 'server', ADDRESSES),
    ...each(ntfy, 'topic', [null, '', 'a b', 'a/b', '../x', 'x'.repeat(65), 'a\n']),
    ...each({ kind: 'webhook' }, 'url', ADDRESSES),
    ...each(email, 'host', [null, '', 'a b', 'a\r\nQUIT', 'x'.repeat(254)]),
    ...each(email, 'port', [null, 0, 65_536, '25', 1.5]),
    ...each(email, 'encryption', [null, 'TLS', 'ssl']),
    ...each(email, 'user', ['', 'a\r\nb', 'nobody has a password']),
    ...each(email, 'to', [null, '', 'ada', 'a@b, c@d', 'a@b\r\nBcc: c@d', '<a@b>', '"a"@b']),
    ...each({ kind: 'web_push', browser: 'x' }, 'service', [null, '', 'a b', 'https://a']),
  ]
  const quiet = { from: '22:00', to: '07:00', timeZone: 'UTC', exceptHighRisk: true }
  const quietHours = [
    ...[1, 'night', {}, { ...quiet, extra: 1 }, { ...quiet, to: '22:00' }],
    ...each(quiet, 'from', [null, '', '7:00', '24:00', '12:60', '12:00:00']),
    ...each(quiet, 'timeZone', [null, '', 'Mars/Olympus', '+02:00', '../etc']),
    ...each(quiet, 'exceptHighRisk', [null, 'true', 1]),
  ]
  const notifier = { name: 'x', target: ntfy }
  const webhook = { name: 'x', target: { kind: 'webhook', url: 'http://127.0.0.1:9' } }
  const push = { name: 'x', target: { kind: 'web_push', service: 'a', browser: 'b' } }
  return [
    ...without(notifier),
    ...withEach(notifier, 'name', [null, 1, '', ' ', 'a\nb', 'x'.repeat(101)]),
    ...withEach(notifier, 'target', targets),
    ...withEach(notifier, 'secret', [1, '', 'a\nb', 'x'.repeat(4001), ['x']]),
    ...withEach(notifier, 'kinds', [1, [], ['nope'], ['spend', 'spend'], 'spend']),
    ...withEach(notifier, 'leastRisk', [null, 'none', 1]),
    ...withEach(notifier, 'quietHours', quietHours),
    ...withEach(notifier, 'digestMinutes', [null, -1, 1441, 1.5, '5']),
    ...withEach(notifier, 'isOn', [null, 'true', 1]),
    ...withEach(notifier, 'workspaceId', [null, '', 'x', newId()]),
    ...withEach(notifier, 'address', ['https://evil.example']),
    ...withEach(notifier, 'by', ['operator']),
    ...withEach(webhook, 'secret', [undefined, null, 'password', 'whsec_short', 'whsec_%%%']),
    ...withEach(push, 'secret', [undefined, null, 'x', '{}', '{"endpoint":"http://a"}', 'null', '[]']),
  ].map((body) => ({ name: 'notifier', method: 'POST', url: '/api/notifiers', body }))
}
