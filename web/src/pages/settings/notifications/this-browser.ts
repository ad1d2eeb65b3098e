import { readPushKey } from '../../../api/notifiers.ts'
import { browserName } from '../browser-name.ts'

/** Undefined when this browser can be told; otherwise why it cannot, in a sentence. */
export function whyNoPush(): string | undefined {
  if (!window.isSecureContext) return 'Needs HTTPS; docs/notifications.md says how to have it at home.'
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return 'Not offered here. On an iPhone, add the page to the home screen first.'
  if (Notification.permission === 'denied') return 'Its settings for this site forbid notices.'
  return undefined
}

/** Asks the operator, as a browser does only after a click, and subscribes. @throws Error with a sentence */
export async function subscribeHere() {
  const reason = whyNoPush()
  if (reason !== undefined) throw new Error(reason)
  if ((await Notification.requestPermission()) !== 'granted')
    throw new Error('The browser was not allowed to show notices.')
  await navigator.serviceWorker.register('/push-worker.js')
  const { pushManager } = await navigator.serviceWorker.ready
  // One that was made with another key can be sent nothing.
  await (await pushManager.getSubscription())?.unsubscribe()
  const subscription = await pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: await readPushKey() })
    .catch((cause: unknown) => {
      throw new Error('The browser could not reach its push service.', { cause })
    })
  const { endpoint, keys } = subscription.toJSON()
  const target = {
    kind: 'web_push' as const,
    service: new URL(endpoint ?? '').host,
    browser: browserName(navigator.userAgent),
  }
  return { target, secret: JSON.stringify({ endpoint, keys }) }
}
