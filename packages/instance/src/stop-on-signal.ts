const ECHO_MS = 1000

/** Stops once, in order; a second signal does not wait. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stoppingSince: number | undefined
  const onSignal = async () => {
    // One Ctrl-C arrives twice under npm: from the terminal and from npm.
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince > ECHO_MS) process.exit(1)
      return
    }
    stoppingSince = Date.now()
    try {
      await stop()
      process.exit(0)
    } catch (error) {
      process.stderr.write(`pm-bot: ${error instanceof Error ? error.stack : error}\n`)
      process.exit(1)
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
}
