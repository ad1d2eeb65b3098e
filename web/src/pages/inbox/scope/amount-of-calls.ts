const MOST_CALLS = 1000

/** How many calls a rule allows, as typed; undefined for what the api would refuse. */
export function amountOfCalls(typed: string): number | undefined {
  const count = Number(typed.trim() || 'nothing')
  return Number.isInteger(count) && count >= 1 && count <= MOST_CALLS ? count : undefined
}
