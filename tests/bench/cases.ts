import { apiLoad } from './api/api-load.ts'
import { askLatency } from './api/ask.ts'
import type { BenchCase } from './bench-case.ts'
import { blockedRuns } from './blocked-runs.ts'
import { firstPage } from './page/first-page.ts'
import { pageHeap } from './page/page-heap.ts'
import { pageScroll } from './page/page-scroll.ts'
import { pageUpdate } from './page/page-update.ts'
import { runTimeline } from './page/run-timeline.ts'
import { depth } from './race/depth.ts'
import { effectWake } from './race/effect-wake.ts'
import { endToEnd } from './race/end-to-end.ts'
import { hotActor } from './race/hot-actor.ts'
import { keyed } from './race/keyed.ts'
import { timeSpent } from './race/time-spent.ts'
import { wake } from './race/wake.ts'
import { firstStart } from './start/first-start.ts'
import { start } from './start/start.ts'
import { sync } from './sync/sync.ts'

/** In the order of docs/benchmarks.md. */
export const CASES: readonly BenchCase[] = [
  keyed,
  hotActor,
  endToEnd,
  wake,
  depth,
  effectWake,
  timeSpent,
  askLatency,
  apiLoad,
  blockedRuns,
  pageUpdate,
  firstPage,
  pageHeap,
  pageScroll,
  runTimeline,
  start,
  firstStart,
  sync,
]
