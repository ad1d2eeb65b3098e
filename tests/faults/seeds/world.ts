/** The outside world as a performer sees it. Each call throws when it was refused, or when it got no answer. */
export interface World {
  /** False when there is none with this marker. */
  hasBranch(id: string, token: string, signal: AbortSignal): Promise<boolean>
  /** @throws also when the name is taken */
  makeBranch(id: string, token: string, signal: AbortSignal): Promise<void>
  countComments(id: string, token: string, signal: AbortSignal): Promise<number>
  postComment(id: string, token: string, signal: AbortSignal): Promise<void>
  putStatus(id: string, token: string, signal: AbortSignal): Promise<void>
  /** False when it got no answer: nobody can tell. @throws when it was refused before */
  ringBell(id: string, token: string): Promise<boolean>
}

/** One line of its log. */
export interface WorldEvent {
  at: number
  id: string
  /** Of the attempt that asked. */
  token: string
  pid: number
  what: 'looked' | 'applied' | 'refused'
  /** What it was asked for, e.g. `comments`. */
  path: string
}

export const WORLD_PATHS = ['branches', 'comments', 'statuses', 'bells'] as const
type WorldPath = (typeof WORLD_PATHS)[number]

export function openWorld(url: string): World {
  const call = async (method: string, path: WorldPath, id: string, token: string, signal?: AbortSignal) => {
    const target = new URL(`/${path}/${id}`, url)
    const headers = { 'x-token': token, 'x-pid': String(process.pid) }
    return await fetch(target, { method, headers, ...(signal ? { signal } : {}) })
  }
  const count = async (path: WorldPath, id: string, token: string, signal: AbortSignal): Promise<number> => {
    const response = await call('GET', path, id, token, signal)
    if (response.status !== 200) throw new Error(`the world answers ${response.status}`)
    return Number(await response.text())
  }
  const act = async (path: WorldPath, id: string, token: string, signal?: AbortSignal) => {
    const { status } = await call('POST', path, id, token, signal)
    if (status !== 201) throw new Error(`the world answers ${status}`)
  }
  return {
    hasBranch: async (id, token, signal) => (await count('branches', id, token, signal)) > 0,
    makeBranch: (id, token, signal) => act('branches', id, token, signal),
    countComments: (id, token, signal) => count('comments', id, token, signal),
    postComment: (id, token, signal) => act('comments', id, token, signal),
    putStatus: (id, token, signal) => act('statuses', id, token, signal),
    async ringBell(id, token) {
      const response = await call('POST', 'bells', id, token).catch(() => undefined)
      if (response && response.status !== 201) throw new Error(`the world answers ${response.status}`)
      return response !== undefined
    },
  }
}
