import type { PlanNode, RecordedPlan } from './recorded-plans.fixture.ts'

/** What one statement may cost. */
export interface Limits {
  /** Rows of tables and indexes looked at, those included that were then left out. */
  rows: number
  /** Rows put in order. A page is: more means that what is shown was looked for among all. */
  sorted: number
  /** Pages of 8 kB touched. */
  pages: number
  /** Tables that may be read from end to end. */
  whole: string[]
}

export const USUAL: Limits = { rows: 500, sorted: 210, pages: 1500, whole: [] }

/** Tables that stay small, whatever an instance has done: to read them whole is the best that there is. */
const SMALL = new Set([
  'workspaces',
  'repos',
  // One row for each repository.
  'repo_sync_state',
  'github_connection',
  // At most 500 of each for a workspace.
  'budget_limits',
  'model_prices',
  'sessions',
  'workers',
  'paused_queues',
  // Agents that were cancelled within a moment.
  'stopping_agents',
  'process_metrics',
  'mailbox_samples',
  // What is chained within a second.
  'audit_unsealed',
  // pg-boss's own.
  'queue',
])

/** What is wrong with how a statement was executed, one sentence each. */
export function judgePlan({ plan }: RecordedPlan, limits: Limits): string[] {
  const nodes = nodesOf(plan)
  const problems = nodes
    .filter(isWhole)
    .map((node) => node['Relation Name']!)
    .filter((table) => !limits.whole.includes(table))
    .map((table) => `reads all of ${table}`)
  const rows = sum(nodes.map(rowsRead))
  if (rows > limits.rows) problems.push(`looks at ${rows} rows, not ${limits.rows} at most`)
  const sorted = Math.max(0, ...nodes.filter(({ 'Node Type': type }) => type === 'Sort').map(rowsOut))
  if (sorted > limits.sorted) problems.push(`sorts ${sorted} rows, not ${limits.sorted} at most`)
  const pages = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)
  if (pages > limits.pages) problems.push(`touches ${pages} pages, not ${limits.pages} at most`)
  return problems
}

/** The plan in a few lines, for whoever has to mend it. */
export function drawPlan(node: PlanNode, depth = 0): string {
  const { 'Node Type': type, 'Relation Name': table = '', 'Index Name': index = '' } = node
  const left = node['Rows Removed by Filter'] ? `, ${node['Rows Removed by Filter']} left out` : ''
  const line = `${'  '.repeat(depth)}${type} ${table} ${index} (${node['Actual Rows']} × ${node['Actual Loops']}${left})`
  return [line, ...(node.Plans ?? []).map((child) => drawPlan(child, depth + 1))].join('\n')
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
const sum = (numbers: number[]) => Math.round(numbers.reduce((a, b) => a + b, 0))

const isWhole = ({ 'Node Type': type, 'Relation Name': table = '', 'Actual Loops': loops = 0 }: PlanNode) =>
  type === 'Seq Scan' && loops > 0 && !SMALL.has(table)

const rowsOut = (node: PlanNode) => (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 0)

const rowsRead = (node: PlanNode): number => {
  if (
    !/ Scan$/.test(node['Node Type']) ||
    /Bitmap Heap|CTE|Subquery|Function|Values|WorkTable|Named/.test(node['Node Type'])
  )
    return 0
  const left = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return rowsOut(node) + left * (node['Actual Loops'] ?? 0)
}
