import type { RunCheckpointView } from '@pm-bot/domain'
import { nameInWords } from '../../ui/name-in-words.ts'

/** What comes next from a step: `Next: think`, or that nothing does. */
export function checkpointWords({ step, nodes }: Pick<RunCheckpointView, 'step' | 'nodes'>): string {
  if (nodes.length === 0) return 'The end'
  if (step < 0) return 'The very beginning'
  const counted = new Map<string, number>()
  for (const node of nodes) counted.set(node, (counted.get(node) ?? 0) + 1)
  const names = [...counted].map(([node, count]) =>
    count === 1 ? nameInWords(node).toLowerCase() : `${nameInWords(node).toLowerCase()} × ${count}`,
  )
  return `Next: ${names.join(', ')}`
}
