import { join } from 'node:path'
import {
  type CheckpointPendingWrite,
  compareWritesSortKeys,
  type PendingWrite,
  type SerializerProtocol,
  WRITES_IDX_MAP,
  writesSortKey,
} from '@langchain/langgraph-checkpoint'
import { type CheckpointCorruptError, readCheckpointFile } from './checkpoint-file.ts'
import { listWritesNames, writesName } from './checkpoint-names.ts'
import { readSound } from './read-sound.ts'
import { dumpValue, loadValue, type StoredValue } from './stored-value.ts'

/** What one task wrote against one checkpoint, in a file of its own. */
interface TaskWrites {
  threadId: string
  namespace: string
  checkpointId: string
  taskId: string
  writes: { index: number; channel: string; path: string; value: StoredValue }[]
}

export interface WritesPlace {
  directory: string
  threadId: string
  namespace: string
  checkpointId: string
}

/** The task's file with these writes added: an ordinary one stays as it was first written. */
export async function addWrites(
  serde: SerializerProtocol,
  place: WritesPlace,
  task: { taskId: string; path: string; writes: PendingWrite[] },
  onCorrupt: (error: CheckpointCorruptError) => void,
): Promise<{ file: string; content: TaskWrites }> {
  const { directory, threadId, namespace, checkpointId } = place
  const { taskId, path } = task
  const file = join(directory, writesName(checkpointId, taskId))

  const isThere = (await listWritesNames(directory, checkpointId)).includes(writesName(checkpointId, taskId))
  const former = isThere ? await readSound<TaskWrites>(() => readCheckpointFile(file), onCorrupt) : undefined
  const byIndex = new Map(former?.writes.map((write) => [write.index, write]))
  for (const [position, [channel, value]] of task.writes.entries()) {
    const index = WRITES_IDX_MAP[channel] ?? position
    if (index >= 0 && byIndex.has(index)) continue
    byIndex.set(index, { index, channel, path, value: await dumpValue(serde, value) })
  }
  return { file, content: { threadId, namespace, checkpointId, taskId, writes: [...byIndex.values()] } }
}

export interface PlacedWrite {
  taskId: string
  channel: string
  value: StoredValue
}

/**
 * A checkpoint's writes in the order in which LangGraph applies them. A corrupt file is left
 * out: its task then runs again, which every task of ours can.
 */
export async function readWrites(
  { directory, threadId, namespace, checkpointId }: WritesPlace,
  onCorrupt: (error: CheckpointCorruptError) => void,
): Promise<PlacedWrite[]> {
  const names = await listWritesNames(directory, checkpointId)
  const tasks = await Promise.all(
    names.map((name) => readSound<TaskWrites>(() => readCheckpointFile(join(directory, name)), onCorrupt)),
  )
  return tasks
    .filter((task) => task !== undefined)
    .filter((task) => task.threadId === threadId && task.namespace === namespace)
    .flatMap(({ taskId, writes }) => writes.map((write) => ({ taskId, ...write })))
    .map((write) => ({ ...write, key: writesSortKey(write.path, write.taskId, write.index) }))
    .sort((a, b) => compareWritesSortKeys(a.key, b.key))
}

export async function loadWrites(
  serde: SerializerProtocol,
  writes: readonly PlacedWrite[],
): Promise<CheckpointPendingWrite[]> {
  return await Promise.all(
    writes.map(
      async ({ taskId, channel, value }): Promise<CheckpointPendingWrite> => [
        taskId,
        channel,
        await loadValue(serde, value),
      ],
    ),
  )
}
