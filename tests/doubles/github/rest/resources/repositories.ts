import { fullRepositoryShape } from '../../shapes/repository-shape.ts'
import { inRepository } from '../access.ts'
import { rightsOf } from '../rights.ts'
import type { Route } from '../route.ts'

export const getRepository: Route = inRepository(['metadata'], 'read', ({ state, viewer }, repository) => ({
  status: 200,
  body: fullRepositoryShape(state, repository, rightsOf(viewer, repository)),
}))
