import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'peers')
// Plain JavaScript without types: it also runs before anything is installed.
const INSTALL = new URL('../../scripts/bootstrap/install.mjs', import.meta.url).href

let asked: Promise<string | undefined> | undefined

/** Why the peers are not there, or undefined when they are; installs them when first asked. */
export function peersMissing(): Promise<string | undefined> {
  asked ??= installPeers()
  return asked
}

async function installPeers(): Promise<string | undefined> {
  const { install }: { install(root: string, parts: 'full'): Promise<void> } = await import(INSTALL)
  try {
    await install(FOLDER, 'full')
    return undefined
  } catch (error) {
    const reason = (error as Error).message.trim().split('\n')[0]!
    console.error(`The peers cannot be installed, so they are not measured: ${reason}`)
    return `could not be installed: ${reason}`
  }
}
