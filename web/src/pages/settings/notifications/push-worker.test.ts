import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const FILE = fileURLToPath(new URL('../../../../public/push-worker.js', import.meta.url))

/** The worker's script with a browser around it that notes what it is asked for. */
function openWorker() {
  const listeners: Record<string, (event: object) => void> = {}
  const shown: unknown[][] = []
  const opened: string[] = []
  const self = {
    location: { origin: 'https://pm.example.org' },
    registration: { showNotification: async (...args: unknown[]) => void shown.push(args) },
    clients: { openWindow: async (path: string) => void opened.push(path) },
    addEventListener: (name: string, listener: (event: object) => void) => {
      listeners[name] = listener
    },
  }
  new Function('self', readFileSync(FILE, 'utf8'))(self)
  const tell = (name: string, event: object) => listeners[name]!({ waitUntil: () => {}, ...event })
  const push = (data: unknown) => tell('push', { data: data === undefined ? null : { json: () => data } })
  const click = (url: unknown) => tell('notificationclick', { notification: { close() {}, data: { url } } })
  return { push, click, shown, opened }
}

test('what is sent is shown, and what was shown before under its tag is replaced', () => {
  const { push, shown } = openWorker()
  const url = 'https://pm.example.org/inbox/a'
  push({ title: 'Change: ada/shop', text: 'A change waits to be applied.', url, tag: 'one' })
  push(undefined)
  expect(shown).toMatchObject([
    ['Change: ada/shop', { body: 'A change waits to be applied.', tag: 'one', data: { url } }],
    ['pm-bot', { body: '', data: { url: '/inbox' } }],
  ])
})

test('a click leads to the item, and never to another site', () => {
  const { click, opened } = openWorker()
  const urls = [
    'https://pm.example.org/inbox/a',
    'https://evil.example/inbox/b',
    'https://pm.example.org//evil.example',
  ]
  for (const url of [...urls, 'javascript:alert(1)', undefined]) click(url)
  const paths = ['/inbox/a', '/inbox/b', '//evil.example', '/inbox', '/inbox']
  expect(opened).toEqual(paths.map((path) => `https://pm.example.org${path}`))
})
