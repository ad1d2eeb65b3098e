/**
 * How often each source may try: some times at once, and then once every so often. It keeps one time
 * a source, up to which its attempts are paid for, and forgets whom it has not seen for longest.
 */
export function createAllowance(
  limits: { burst: number; everyMs: number; sources: number },
  now: () => number = Date.now,
) {
  const { burst, everyMs, sources } = limits
  const paidUntil = new Map<string, number>()
  const owedBy = (source: string) => Math.max(0, (paidUntil.get(source) ?? 0) - now())

  function set(source: string, owed: number): void {
    paidUntil.delete(source)
    if (owed > 0) paidUntil.set(source, now() + owed)
    const [oldest] = paidUntil.keys()
    if (paidUntil.size > sources && oldest !== undefined) paidUntil.delete(oldest)
  }

  return {
    /** Takes one attempt. @returns the milliseconds to wait when there is none left, otherwise 0 */
    take(source: string): number {
      const owed = owedBy(source) + everyMs
      if (owed > burst * everyMs) return owed - burst * everyMs
      set(source, owed)
      return 0
    },
    giveBack: (source: string): void => set(source, owedBy(source) - everyMs),
    left: (source: string): number => Math.floor(burst - owedBy(source) / everyMs),
  }
}
