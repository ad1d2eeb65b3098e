import type { ReadAnswer } from './share-reads.ts'

/** @throws TypeError where the server does not answer */
export async function readOnce(path: string, signal?: AbortSignal): Promise<ReadAnswer> {
  const headers = { accept: 'application/json, text/plain, text/x-diff, */*' }
  return await answerOf(await fetch(path, signal ? { headers, signal } : { headers }))
}

export const answerOf = async (response: Response): Promise<ReadAnswer> => ({
  status: response.status,
  statusText: response.statusText,
  body: await response.text(),
})
