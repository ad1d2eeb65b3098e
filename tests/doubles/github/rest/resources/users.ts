import { repositoryShape } from '../../shapes/repository-shape.ts'
import { ownUserShape } from '../../shapes/user-shape.ts'
import { fullNameOf } from '../../state/find.ts'
import { asUser } from '../access.ts'
import { page } from '../page.ts'
import { rightsOf } from '../rights.ts'
import type { Route } from '../route.ts'

export const getUser: Route = asUser(({ state, viewer }) => {
  const account = viewer.account!
  const own = [...state.repositories.values()].filter((each) => each.owner === account)
  const hidden = own.filter((each) => each.private).length
  return {
    status: 200,
    body: ownUserShape(state, account, { open: own.length - hidden, private: hidden }),
  }
})

/** By full name, as where no other order is asked for. */
export const listRepositories: Route = asUser((request) => {
  const { state, viewer, query } = request
  const visibility = query.get('visibility') ?? 'all'
  const found = [...state.repositories.values()]
    .filter((each) => viewer.covers(each))
    .filter((each) => visibility === 'all' || each.private === (visibility === 'private'))
    .toSorted((a, b) => fullNameOf(a).localeCompare(fullNameOf(b)))
  const sort = query.get('sort')
  if (sort === 'updated' || sort === 'pushed' || sort === 'created') {
    const key = `${sort}At` as const
    found.sort((a, b) => b[key] - a[key])
    if (query.get('direction') === 'asc') found.reverse()
  }
  return page(request, found, (each) => repositoryShape(state, each, rightsOf(viewer, each)))
})
