const ECHO_MS = 1000
/** Supervisors kill after ten seconds; what is not given back by then, others take over. */
const LIMIT_MS = 9500

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
    setTimeout(() => {
      process.stderr.write('pm-bot: could not stop in time; what was under way is taken over by others\n')
      process.exit(1)
    }, LIMIT_MS).unref()
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
