import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import { StepGoneError, type ThreadStep } from '@pm-bot/domain'

/**
 * Begins a thread with a step of another, by the saver of the attempt that owns the new thread, so that it is fenced
 * like every write. What was written behind the step stays with the other thread: answers that were given there are
 * asked for again here.
 * @throws StepGoneError
 */
export async function copyCheckpoint(
  saver: BaseCheckpointSaver,
  from: ThreadStep,
  threadId: string,
): Promise<void> {
  const place = (thread: string, more = {}) => ({
    configurable: { thread_id: thread, checkpoint_ns: '', ...more },
  })
  if (await saver.getTuple(place(threadId))) return
  const found = await saver.getTuple(place(from.threadId, { checkpoint_id: from.checkpointId }))
  if (!found) throw new StepGoneError(from)
  const { checkpoint, metadata } = found
  const { step = -1, parents = {} } = metadata ?? {}
  // All channels count as new: LangGraph's saver keeps only those with the thread.
  await saver.put(place(threadId), checkpoint, { source: 'fork', step, parents }, checkpoint.channel_versions)
}
