import type { ClockWorld } from '../contract/clock-world.ts'
import type { State } from '../state/state.ts'

export const clockWorld = ({ clock }: State): ClockWorld => ({
  now: () => clock.now().toISOString(),
  setClock: clock.set,
  stopClock: clock.stop,
  advanceClock: clock.advance,
})
