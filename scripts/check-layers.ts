import { findLayerProblems } from './layers/find-layer-problems.ts'
import type { LayerTable } from './layers/layer-table.ts'
import { readSources } from './layers/read-sources.ts'
import { root } from './project-root.ts'

const PORTS = ['git', 'files', 'github', 'agents', 'knowledge', 'notify']
const BELOW_CLI = [
  'domain',
  'outbound',
  'runtime',
  'actors',
  'store',
  'logging',
  'metrics',
  'instance',
  'doctor',
  'checkpoints',
  ...PORTS,
]

/** What each workspace may import of ours: the table of ARCHITECTURE.md §1. */
export const LAYERS: LayerTable = {
  'packages/domain': [],
  'packages/runtime': [],
  'packages/actors': ['domain', 'runtime'],
  'packages/store': ['domain', 'runtime'],
  'packages/logging': ['domain'],
  'packages/metrics': ['store'],
  'packages/instance': ['domain', 'runtime', 'actors', 'store', 'logging', 'metrics'],
  'packages/doctor': ['domain', 'outbound', 'store', 'instance', 'files'],
  'packages/git': ['domain'],
  'packages/files': ['domain'],
  'packages/outbound': ['domain'],
  'packages/github': ['domain', 'outbound'],
  'packages/checkpoints': ['domain'],
  'packages/agents': ['domain', 'outbound', 'checkpoints'],
  'packages/notify': ['domain', 'outbound'],
  'packages/knowledge': ['domain'],
  // Checkpoints, to show what a step held. Never agents: it runs none.
  'services/api': [
    'domain',
    'runtime',
    'actors',
    'store',
    'logging',
    'metrics',
    'instance',
    'doctor',
    'files',
    'git',
    'checkpoints',
  ],
  // Files and checkpoints, to remove what is old. Never git: it has no way to write to the world.
  'services/scheduler': [
    'domain',
    'runtime',
    'actors',
    'store',
    'logging',
    'metrics',
    'instance',
    'files',
    'checkpoints',
  ],
  'services/worker': BELOW_CLI,
  'packages/cli': ['api', 'worker', 'scheduler', ...BELOW_CLI],
  web: ['domain'],
}

if (import.meta.main) {
  const problems = findLayerProblems(readSources(root), LAYERS)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
