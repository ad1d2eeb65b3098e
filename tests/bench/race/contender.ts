/**
 * One way to get messages from senders to workers, wrapped so that all can be driven alike. Sender and
 * worker live in processes of their own and meet in the database only.
 */
export interface Contender {
  /** What it was set to, and where it differs from its defaults; printed into docs/benchmarks.md. */
  settings: string
  openSender(url: string): Promise<Sender>
  openWorker(url: string): Promise<Worker>
}

export interface Sender {
  /** Tables and queues; before any worker opens. */
  prepare(): Promise<void>
  /** Commits a backlog in the largest batches that its API offers: one message to each actor, then the next. */
  fill(load: Load): Promise<void>
  /** One message in one transaction; resolves once it is committed. */
  send(message: Message): Promise<void>
  /** Messages whose handling is not committed yet. */
  left(): Promise<number>
  close(): Promise<void>
}

export interface Worker {
  /** Handles messages until stopped; may be started again. */
  start(onTurn: OnTurn): Promise<void>
  stop(): Promise<void>
  close(): Promise<void>
}

/** The handler's first act. `causedAt`: when that was committed which led to it, if not the sender's commit did. */
export type OnTurn = (message: Message, causedAt?: number) => void

export interface Message {
  /** Messages of one actor are handled one at a time and in order, where the contender can do that. */
  actor: string
  n: number
}

/** Who send at once, where many do: the pool of every party has room for them. */
export const SENDERS = 20

export interface Load {
  actors: number
  messagesEach: number
}

/** The messages of a load, in the order in which they are sent. */
export function* messagesOf({ actors, messagesEach }: Load): Generator<Message> {
  for (let n = 0; n < messagesEach; n += 1)
    for (let actor = 0; actor < actors; actor += 1) yield { actor: `actor-${actor}`, n }
}

/** The same, some at a time. */
export function* batchesOf(load: Load, size: number): Generator<Message[]> {
  let batch: Message[] = []
  for (const message of messagesOf(load)) {
    batch.push(message)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Milliseconds on a clock that all processes of this machine share. */
export const sharedClock = (): number => Number(process.hrtime.bigint()) / 1e6
