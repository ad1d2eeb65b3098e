import type { RunnableConfig } from '@langchain/core/runnables'
import type { CheckpointTuple, SerializerProtocol } from '@langchain/langgraph-checkpoint'
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import type { Pool } from 'pg'

/**
 * LangGraph's own saver, which takes the highest id for a thread's newest checkpoint. An id holds the time of
 * the process that made it: behind the checkpoints of a process whose clock is ahead, another's would never be
 * found again, and its thread would stand still. The newest is the one upon which nothing was built.
 */
export class ChainedPostgresSaver extends PostgresSaver {
  readonly #pool: Pool
  readonly #newest: string

  constructor(pool: Pool, schema: string, serde?: SerializerProtocol) {
    super(pool, serde, { schema })
    this.#pool = pool
    this.#newest = `SELECT checkpoint_id FROM "${schema}".checkpoints AS newest
      WHERE thread_id = $1 AND checkpoint_ns = $2 AND NOT EXISTS (
        SELECT FROM "${schema}".checkpoints AS child
        WHERE child.thread_id = $1 AND child.checkpoint_ns = $2
          AND child.parent_checkpoint_id = newest.checkpoint_id)
      ORDER BY checkpoint_id DESC LIMIT 1`
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const { thread_id, checkpoint_ns = '', checkpoint_id } = config.configurable ?? {}
    if (checkpoint_id || thread_id === undefined) return await super.getTuple(config)
    const { rows } = await this.#pool.query(this.#newest, [thread_id, checkpoint_ns])
    if (rows[0] === undefined) return undefined
    return await super.getTuple({
      ...config,
      configurable: { ...config.configurable, checkpoint_id: rows[0].checkpoint_id },
    })
  }
}
