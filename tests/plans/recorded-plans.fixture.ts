import type { Store } from '../../packages/store/src/open-store.ts'

/** One node of what EXPLAIN (FORMAT JSON, ANALYZE, BUFFERS) says. */
export interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
}

export interface RecordedPlan {
  statement: string
  plan: PlanNode
}

const EXPLAINED = {
  timezone: 'UTC',
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_parameter_max_length': '0',
}

/** The address of a database whose connections say how they executed every statement. */
export function explained(url: string, planCacheMode: 'force_custom_plan' | 'force_generic_plan'): string {
  const settings = { ...EXPLAINED, plan_cache_mode: planCacheMode }
  const own = new URL(url)
  own.searchParams.set(
    'options',
    Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  )
  return own.href
}

/**
 * Hears the plans of all that a store sends, in transactions and out of them, as they were executed
 * with real values. Postgres sends each ahead of its statement's result.
 */
export function hearPlans(store: Store): (work: () => Promise<unknown>) => Promise<RecordedPlan[]> {
  const known = new WeakSet<object>()
  let heard: RecordedPlan[] = []
  store.database.postgres!.pool.on('acquire', (client) => {
    if (known.has(client)) return
    known.add(client)
    client.on('notice', ({ message }) => {
      const [, json] = (message ?? '').split(/^duration: .* plan:\n/)
      if (json === undefined) return
      const { 'Query Text': statement, Plan: plan } = JSON.parse(json)
      heard.push({ statement, plan })
    })
  })
  return async (work) => {
    heard = []
    await work()
    return heard
  }
}
