import { reconnectLive } from '../live/connection.ts'
import { post, remove } from './client.ts'
import { queryClient } from './query-client.ts'

export async function signIn(password: string, key: string): Promise<void> {
  await post('/api/session', { password }, key)
  reconnectLive()
  await queryClient.invalidateQueries()
}

export async function signOut(): Promise<void> {
  await remove('/api/session')
  forgetWhatWasRead()
  await queryClient.invalidateQueries({ queryKey: ['meta'] })
}

/** It stays with the session that read it. */
export function forgetWhatWasRead(): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'meta' })
}
