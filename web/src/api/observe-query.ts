import { notifyManager } from '@tanstack/query-core'
import {
  type Accessor,
  batch,
  createComputed,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'

// What one event of the server makes stale is shown in one go.
notifyManager.setBatchNotifyFunction(batch)

/** What is the same of the library's observers, of one answer and of pages. */
export interface QueryObserverOf<Options, Result> {
  getOptimisticResult(options: Options): Result
  setOptions(options: Options): void
  subscribe(listener: (result: Result) => void): () => void
}

/**
 * How a query stands, for as long as the owner lives. Unlike the library's own binding for Solid it takes no part in Suspense: that
 * one suspends for a moment whatever mounts where the answer is known already. It takes a part of the page out of the document and
 * in again, after which an open dialog is none any more, and nothing has the focus.
 */
export function observeQuery<Options, Result extends object>(
  options: () => Options,
  open: (first: Options) => QueryObserverOf<Options, Result>,
): Accessor<Result> {
  const known = createMemo(options)
  const observer = open(untrack(known))
  const [result, setResult] = createSignal(observer.getOptimisticResult(untrack(known)))
  const show = (next: Result) => void setResult(() => next)
  createComputed(
    on(
      known,
      (next) => {
        observer.setOptions(next)
        show(observer.getOptimisticResult(next))
      },
      { defer: true },
    ),
  )
  onCleanup(observer.subscribe(show))
  return result
}
