import type { BrowserContext } from 'playwright-core'

/** The same browser, with the cookie of a session. */
export async function signedIn(
  context: BrowserContext,
  url: string,
  cookie: string,
): Promise<BrowserContext> {
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url }])
  return context
}
