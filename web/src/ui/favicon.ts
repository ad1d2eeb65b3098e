/** The icon of the tab, with the number of things that wait for the operator. */
export function showBadge(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const icon = count > 0 ? `data:image/svg+xml,${encodeURIComponent(badge(count))}` : '/favicon.svg'
  // A browser draws it anew whenever it is set, and 12 looks as 13 does.
  if (link && link.getAttribute('href') !== icon) link.href = icon
}

function badge(count: number): string {
  const text = count > 9 ? '9+' : String(count)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2b57bf"/><path d="M7 17.500l4.500 4.500 6-7" fill="none" stroke="#fff" stroke-width="3.500" stroke-linecap="round" stroke-linejoin="round"/><circle cx="22" cy="10" r="10" fill="#c4320a"/><text x="22" y="15" font-family="system-ui,sans-serif" font-size="${text.length > 1 ? 11 : 14}" font-weight="700" text-anchor="middle" fill="#fff">${text}</text></svg>`
}
