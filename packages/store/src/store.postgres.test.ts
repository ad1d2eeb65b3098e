import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Bench, openPostgresBench } from '../conformance/bench.ts'
import { describeStore } from '../conformance/store.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openPostgresBench(inject('postgresUrl'))
})
afterAll(() => bench.dispose())

describe('on Postgres', () => describeStore(() => bench))
