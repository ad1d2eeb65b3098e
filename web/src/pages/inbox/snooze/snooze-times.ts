export interface SnoozeTime {
  label: string
  until: Date
}

const MORNING = 9
const EVENING = 18

/** When an item may come back, by the operator's own clock, the soonest first. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const at = (days: number, hours: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hours)
  const toMonday = (8 - now.getDay()) % 7 || 7
  return [
    { label: 'In an hour', until: new Date(now.getTime() + 3_600_000) },
    ...(now.getHours() < EVENING - 1 ? [{ label: 'This evening', until: at(0, EVENING) }] : []),
    { label: 'Tomorrow morning', until: at(1, MORNING) },
    ...(toMonday > 1 ? [{ label: 'On Monday', until: at(toMonday, MORNING) }] : []),
    { label: 'In a week', until: at(7, MORNING) },
  ]
}
