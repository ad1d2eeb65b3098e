import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium as playwright } from 'playwright-core'

/** Without these, Chromium calls home; tests reach loopback alone. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface BrowserOptions {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  /** As on a phone. */
  hasTouch?: boolean
}

/** A real Chromium with a fresh profile: PMBOT_CHROMIUM names one, or the npm package brings it. */
export async function openBrowser(options: BrowserOptions = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, colorScheme = 'light', hasTouch = false } = options
  const profile = mkdtempSync(join(tmpdir(), 'pm-bot-browser-'))
  const context = await playwright.launchPersistentContext(profile, {
    executablePath: process.env.PMBOT_CHROMIUM ?? (await packagedChromium()),
    args: FLAGS,
    viewport: { width, height },
    colorScheme,
    hasTouch,
    // LANG=C gives a locale that Intl refuses.
    locale: 'en-US',
    timezoneId: 'UTC',
  })
  // Its last processes still write while they end.
  context.once('close', () => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }))
  return context
}

async function packagedChromium(): Promise<string> {
  const { default: chromium } = await import('@sparticuz/chromium')
  return await chromium.executablePath()
}
