import type { Ask } from '../ask/ask.ts'
import { readFields, readList } from '../parse/fields.ts'
import { allPages } from './in-repo.ts'

export interface Installation {
  id: number
  /** Login of the user or organisation. */
  account: string
}

/** Where the App is installed and not suspended. */
export async function listInstallations(ask: Ask): Promise<Installation[]> {
  const route = 'GET /app/installations'
  return await allPages(async (parameters) => {
    const { data, hasNext } = await ask({ purpose: { for: 'self' }, route, parameters })
    const items = readList(data, route).flatMap((raw) => {
      const installation = readFields(raw, route)
      if (installation.text('suspended_at') !== null) return []
      // An enterprise has a slug instead of a login.
      const account = installation.object('account')
      return [
        { id: installation.number('id'), account: account?.text('login') ?? account?.text('slug') ?? '' },
      ]
    })
    return { items, hasNext }
  })
}
