import { join } from 'node:path'
import {
  type Checkpoint,
  type CheckpointMetadata,
  type CheckpointTuple,
  maxChannelVersion,
  type SerializerProtocol,
  TASKS,
} from '@langchain/langgraph-checkpoint'
import { CheckpointCorruptError, readCheckpointFile } from './checkpoint-file.ts'
import { checkpointName } from './checkpoint-names.ts'
import { loadValue, type StoredValue } from './stored-value.ts'
import { loadWrites, type PlacedWrite, readWrites } from './stored-writes.ts'

/**
 * One checkpoint, whole: no file needs another one to be read, so that a corrupt one costs
 * one step. LangGraph's own Postgres saver shares unchanged values between checkpoints.
 */
export interface StoredCheckpoint {
  threadId: string
  namespace: string
  checkpointId: string
  parentId: string | null
  checkpoint: StoredValue
  metadata: StoredValue
}

/** @throws CheckpointCorruptError also for a sound file that stands in the wrong place. */
export async function readStored(
  directory: string,
  number: number,
  expected?: { threadId: string; namespace: string },
): Promise<StoredCheckpoint> {
  const file = join(directory, checkpointName(number))
  const stored = (await readCheckpointFile(file)) as StoredCheckpoint
  if (expected && (stored.threadId !== expected.threadId || stored.namespace !== expected.namespace)) {
    throw new CheckpointCorruptError(file, 'belongs to another thread')
  }
  return stored
}

export async function toTuple(
  serde: SerializerProtocol,
  directory: string,
  stored: StoredCheckpoint,
  onCorrupt: (error: CheckpointCorruptError) => void,
): Promise<CheckpointTuple> {
  const { threadId, namespace, checkpointId, parentId } = stored
  const place = { directory, threadId, namespace }
  const checkpoint = (await loadValue(serde, stored.checkpoint)) as Checkpoint
  if (checkpoint.v < 4 && parentId !== null) {
    const sends = await readWrites({ ...place, checkpointId: parentId }, onCorrupt)
    await addPendingSends(serde, checkpoint, sends)
  }
  const configOf = (id: string) => ({
    configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: id },
  })
  return {
    config: configOf(checkpointId),
    checkpoint,
    metadata: (await loadValue(serde, stored.metadata)) as CheckpointMetadata,
    pendingWrites: await loadWrites(serde, await readWrites({ ...place, checkpointId }, onCorrupt)),
    ...(parentId === null ? {} : { parentConfig: configOf(parentId) }),
  }
}

/** Formats before 4 kept what a step sends among the writes of the step before. */
async function addPendingSends(
  serde: SerializerProtocol,
  checkpoint: Checkpoint,
  parentWrites: readonly PlacedWrite[],
): Promise<void> {
  const sends = parentWrites.filter((write) => write.channel === TASKS)
  checkpoint.channel_values[TASKS] = await Promise.all(sends.map((write) => loadValue(serde, write.value)))
  const versions = Object.values(checkpoint.channel_versions)
  checkpoint.channel_versions[TASKS] = versions.length > 0 ? maxChannelVersion(...versions) : 1
}
