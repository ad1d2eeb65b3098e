import { join } from 'node:path'
import type { RunnableConfig } from '@langchain/core/runnables'
import {
  BaseCheckpointSaver,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  getCheckpointId,
  type PendingWrite,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint'
import type { CheckpointCorruptError } from './checkpoint-file.ts'
import {
  checkpointName,
  listNames,
  listNamespaceDirectories,
  listNumbers,
  namespaceDirectory,
  threadDirectory,
} from './checkpoint-names.ts'
import { readSound } from './read-sound.ts'
import { readStored, type StoredCheckpoint, toTuple } from './stored-checkpoint.ts'
import { dumpValue, loadValue } from './stored-value.ts'
import { addWrites } from './stored-writes.ts'
import type { takeTurns } from './take-turns.ts'

interface SaverOptions {
  directory: string
  inTurn: ReturnType<typeof takeTurns>
  onCorrupt: (error: CheckpointCorruptError) => void
  write(path: string, content: unknown): Promise<void>
  remove(threadId: string): Promise<void>
}

export class FileCheckpointSaver extends BaseCheckpointSaver {
  readonly #options: SaverOptions

  constructor(options: SaverOptions, serde?: SerializerProtocol) {
    super(serde)
    this.#options = options
  }

  /**
   * In turn with what writes: a file of an attempt that owned the run a moment ago may be about to appear, and whoever
   * takes over goes on from it. @throws CheckpointCorruptError when corrupt files are all there is of what was asked for.
   */
  async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const threadId = config.configurable?.thread_id
    if (threadId === undefined) return undefined
    return await this.#options.inTurn(threadId, () => this.#newestSound(config))
  }

  async #newestSound(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const { thread_id: threadId, checkpoint_ns: namespace = '' } = config.configurable ?? {}
    const checkpointId = getCheckpointId(config)
    const directory = namespaceDirectory(this.#options.directory, threadId, namespace)

    const corrupt: CheckpointCorruptError[] = []
    const onCorrupt = (error: CheckpointCorruptError) => {
      corrupt.push(error)
      this.#options.onCorrupt(error)
    }
    // By number, not by id: an id holds the time, and a clock may have been set back since.
    for (const number of await listNumbers(directory)) {
      const read = () => readStored(directory, number, { threadId, namespace })
      const stored = await readSound<StoredCheckpoint>(read, onCorrupt)
      if (stored === undefined) continue
      if (checkpointId !== '' && stored.checkpointId !== checkpointId) continue
      return await toTuple(this.serde, directory, stored, this.#options.onCorrupt)
    }
    if (corrupt[0] !== undefined) throw corrupt[0]
    return undefined
  }

  override async *list(
    config: RunnableConfig,
    options: CheckpointListOptions = {},
  ): AsyncGenerator<CheckpointTuple> {
    const before = options.before?.configurable?.checkpoint_id
    let left = options.limit ?? Number.POSITIVE_INFINITY

    for await (const { directory, stored } of this.#walk(config)) {
      if (left <= 0) return
      if (before !== undefined && stored.checkpointId >= before) continue
      const metadata = (await loadValue(this.serde, stored.metadata)) as Record<string, unknown>
      if (Object.entries(options.filter ?? {}).some(([key, value]) => metadata[key] !== value)) continue
      left -= 1
      yield await toTuple(this.serde, directory, stored, this.#options.onCorrupt)
    }
  }

  async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
  ): Promise<RunnableConfig> {
    const { thread_id: threadId, checkpoint_ns: namespace = '' } = config.configurable ?? {}
    if (threadId === undefined) throw new Error('a checkpoint needs a thread_id')
    const directory = namespaceDirectory(this.#options.directory, threadId, namespace)
    const stored: StoredCheckpoint = {
      threadId,
      namespace,
      checkpointId: checkpoint.id,
      parentId: getCheckpointId(config) || null,
      checkpoint: await dumpValue(this.serde, checkpoint),
      metadata: await dumpValue(this.serde, metadata),
    }
    await this.#options.inTurn(threadId, async () => {
      const [newest = 0] = await listNumbers(directory)
      await this.#options.write(join(directory, checkpointName(newest + 1)), stored)
    })
    return {
      configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: checkpoint.id },
    }
  }

  async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string, path = ''): Promise<void> {
    const { thread_id: threadId, checkpoint_ns: namespace = '' } = config.configurable ?? {}
    const checkpointId = getCheckpointId(config)
    if (threadId === undefined) throw new Error('writes need a thread_id')
    if (checkpointId === '') throw new Error('writes need a checkpoint_id')
    const directory = namespaceDirectory(this.#options.directory, threadId, namespace)
    const place = { directory, threadId, namespace, checkpointId }

    await this.#options.inTurn(threadId, async () => {
      const task = { taskId, path, writes }
      const { file, content } = await addWrites(this.serde, place, task, this.#options.onCorrupt)
      await this.#options.write(file, content)
    })
  }

  async deleteThread(threadId: string): Promise<void> {
    await this.#options.inTurn(threadId, () => this.#options.remove(threadId))
  }

  /** Everything sound that the config does not exclude, newest first within its directory. */
  async *#walk(config: RunnableConfig): AsyncGenerator<{ directory: string; stored: StoredCheckpoint }> {
    const { thread_id: threadId, checkpoint_ns: namespace } = config.configurable ?? {}
    const checkpointId = getCheckpointId(config)
    const { directory: root, onCorrupt } = this.#options
    const threads =
      threadId === undefined
        ? (await listNames(root)).map((name) => join(root, name))
        : [threadDirectory(root, threadId)]

    for (const thread of threads) {
      for (const directory of await listNamespaceDirectories(thread)) {
        // A checkpoint put again gets a new file: the newest one counts.
        const seen = new Set<string>()
        for (const number of await listNumbers(directory)) {
          const stored = await readSound<StoredCheckpoint>(() => readStored(directory, number), onCorrupt)
          if (stored === undefined || seen.has(stored.checkpointId)) continue
          seen.add(stored.checkpointId)
          if (namespace !== undefined && stored.namespace !== namespace) continue
          if (threadId !== undefined && stored.threadId !== threadId) continue
          if (checkpointId !== '' && stored.checkpointId !== checkpointId) continue
          yield { directory, stored }
        }
      }
    }
  }
}
