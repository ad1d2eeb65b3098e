import { withInstallLock } from './install-lock.mjs'
import { forgetInstalled, installedParts, writeStamp } from './installed.mjs'
import { dropNodeHeaders } from './node-24.mjs'
import { npm } from './npm.mjs'

/** Brings node_modules to what the lock file says. `parts` is 'runtime' or 'full', and full serves both. */
export async function install(root, parts) {
  if (satisfies(installedParts(root), parts)) return

  await withInstallLock(root, async (owner) => {
    // The one who held the lock before us may have done the work.
    const present = installedParts(root)
    if (satisfies(present, parts)) return

    console.error('installing…')
    forgetInstalled(root)
    await npm(root, npmArguments(present, parts), owner)
    dropNodeHeaders(root)
    writeStamp(root, parts)
  })
}

function satisfies(present, wanted) {
  return present === 'full' || present === wanted
}

function npmArguments(present, parts) {
  // `npm ci` would empty node_modules first: under a pm-bot that is running from it, when only the tests' parts are missing.
  if (present === 'runtime') return ['install', '--no-save', '--include=dev']
  // Never --omit=optional: the Node binary and the database extensions are optional packages of one platform each.
  return parts === 'runtime' ? ['ci', '--omit=dev'] : ['ci', '--include=dev']
}
