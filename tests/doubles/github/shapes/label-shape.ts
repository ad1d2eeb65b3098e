import type { Label, Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { apiOf } from './links.ts'
import { nodeId } from './node-id.ts'

export function labelShape(state: State, repository: Repository, { id, name, color, description }: Label) {
  return {
    id,
    node_id: nodeId('LA', id),
    url: `${apiOf(state, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    color,
    default: false,
    description,
  }
}
