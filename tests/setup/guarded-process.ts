import { spawn } from 'node:child_process'

export interface GuardedProcess {
  /** Ends the process with SIGQUIT; the folder goes too, unless it is to be kept. */
  end(folder: 'keep' | 'remove'): Promise<void>
}

/**
 * The process is the child of a small shell, and the shell waits for its standard input. However we end, kill -9
 * included, the kernel closes that pipe, and then the shell ends the process and removes the folder. It has a session
 * of its own, so that a Ctrl-C meant for the tests does not take the server from under them.
 */
const GUARD = `trap '' HUP INT TERM
folder=$1; shift
"$@" >"$folder/log" 2>&1 &
server=$!
read -r word
# More than once: a shell's background child ignores SIGQUIT until it has installed a handler of its own.
for signal in $(seq 100 | sed s/.*/QUIT/) KILL; do kill -$signal $server 2>/dev/null || break; sleep 0.1; done &
wait $server
[ "$word" = keep ] || rm -rf "$folder"`

export function startGuarded(
  folder: string,
  command: string[],
  options: { uid?: number; gid?: number; env: NodeJS.ProcessEnv },
): GuardedProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', folder, ...command], {
    ...options,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => guard.once('close', () => resolve()))
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  // Whoever forgets to end it may still exit, and that ends it.
  guard.unref()

  return {
    async end(word) {
      guard.ref()
      guard.stdin.end(`${word}\n`)
      await ended
    },
  }
}
