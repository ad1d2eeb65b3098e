import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Bench, openPostgresBench, openSqliteBench } from './bench.ts'

const OPEN = {
  postgres: () => openPostgresBench(inject('postgresUrl')),
  sqlite: openSqliteBench,
}

/** The same tests on a store of each database, which lasts as long as they do. */
export function onEachDatabase(tests: (bench: () => Bench) => void): void {
  describe.each(['postgres', 'sqlite'] as const)('on %s', (dialect) => {
    let bench: Bench
    beforeAll(async () => {
      bench = await OPEN[dialect]()
    })
    afterAll(() => bench.dispose())
    tests(() => bench)
  })
}
