/** Stops once, in order; a second signal does not wait. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = async () => {
    if (stopping) process.exit(1)
    stopping = true
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
