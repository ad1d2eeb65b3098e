import { createServer, type Socket } from 'node:net'

/** A command that called in. The connection is held by it and everything that it started. */
export interface CalledIn {
  words: string
  /** Date.now() when it was heard. */
  at: number
  /** Neither it nor anything that it started is alive. */
  isOver(): boolean
  /** What it reads as `$said`; until then it waits. */
  answer(line: string): void
}

export interface HeardCommands {
  /** The beginning of a script for bash. */
  callIn(words: string): string
  /** In their order. */
  calls: readonly CalledIn[]
  close(): Promise<void>
}

/**
 * Hears commands of runs from outside: in their sandbox they see none of the test's files and have numbers of their own. They
 * call in over loopback instead.
 */
export async function hearCommands(
  answerTo: (call: CalledIn, nth: number) => string | null = () => 'go on',
): Promise<HeardCommands> {
  const calls: CalledIn[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let isOver = false
    let words = ''
    socket.on('error', () => {})
    socket.on('close', () => {
      isOver = true
      sockets.delete(socket)
    })
    socket.on('data', (chunk) => {
      const isHeard = words.includes('\n')
      words += chunk
      if (isHeard || !words.includes('\n')) return
      const call: CalledIn = {
        words: words.trim(),
        at: Date.now(),
        isOver: () => isOver,
        answer: (line) => void socket.write(`${line}\n`),
      }
      calls.push(call)
      const line = answerTo(call, calls.length)
      if (line !== null) call.answer(line)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    callIn: (words) => `exec 9<>/dev/tcp/127.0.0.1/${port}; echo ${words} >&9; read -r said <&9; `,
    calls,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
