/** What Node is to be given for one process whose clock goes wrong by so much. */
export function skewedClock(ms: number): string[] {
  return ['--import', new URL(`./skewed-clock.fixture.ts?ms=${ms}`, import.meta.url).href]
}
