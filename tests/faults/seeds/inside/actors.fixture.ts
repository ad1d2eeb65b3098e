import * as actors from '../../../../packages/actors/src/index.ts'
import { castOf } from '../../../../packages/runtime/src/index.ts'
import { clerk } from './clerk.ts'
import { errands } from './errands.ts'

export * from '../../../../packages/actors/src/index.ts'

export const cast = castOf(...actors.cast.values(), clerk, errands)
