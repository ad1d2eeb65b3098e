// Shows what pm-bot sends to this browser, and opens the page where it leads. It answers no request of the page.
self.addEventListener('push', (event) => {
  const { title = 'pm-bot', text = '', url = '/inbox', tag } = event.data?.json() ?? {}
  event.waitUntil(
    self.registration.showNotification(title, { body: text, tag, icon: '/icon-192.png', data: { url } }),
  )
})

// In a page of its own: what is being written in another is not lost. Only here, whatever the notice says.
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { origin } = self.location
  const { protocol, pathname } = new URL(event.notification.data?.url ?? '/inbox', origin)
  event.waitUntil(self.clients.openWindow(`${origin}${protocol.startsWith('http') ? pathname : '/inbox'}`))
})
