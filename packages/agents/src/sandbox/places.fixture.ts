import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from './sandbox.ts'

/** Where systems have their programs. */
export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export function makePlaces(directory: string): Places {
  const places = {
    clone: join(directory, 'clone'),
    home: join(directory, 'home'),
    tmp: join(directory, 'tmp'),
  }
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true })
  return places
}
