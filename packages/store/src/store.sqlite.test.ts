import { afterAll, beforeAll, describe } from 'vitest'
import { type Bench, openSqliteBench } from '../conformance/bench.ts'
import { describeStore } from '../conformance/store.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openSqliteBench()
})
afterAll(() => bench.dispose())

describe('on SQLite', () => describeStore(() => bench))
