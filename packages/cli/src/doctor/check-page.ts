import { type Finding, verdictsOf } from '@pm-bot/doctor'
import { isPageBuilt } from '../build-page.ts'

const { ok, warning } = verdictsOf('page')

/** `npm start` builds the page by itself; an api of its own serves what is there. */
export function checkPage(isServer: boolean, isBuilt = isPageBuilt()): Finding {
  if (isBuilt) return ok('The page is built.')
  if (!isServer) return ok('The page is not built yet, or not from these sources; npm start builds it.')
  return warning(
    'The page is not built, or not from these sources.',
    'Build it before npm run api: node node_modules/vite/bin/vite.js build web',
  )
}
