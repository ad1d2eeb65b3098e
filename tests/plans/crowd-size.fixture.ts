/** How much there is of everything. */
export interface Size {
  /** Runs that wait for a person, each with all that led there. */
  blocked: number
  ended: number
  /** Messages handled long ago, of which only the ids are left. */
  done: number
  waiting: number
  /** Inbox items that wait. */
  pending: number
  /** Effects that wait for a worker. */
  open: number
  /** Audit events: fewer than there would be, because their check recomputes every one. */
  audited: number
}

export const FULL: Size = {
  blocked: 100_000,
  ended: 20_000,
  done: 1_000_000,
  waiting: 100_000,
  pending: 10_000,
  open: 2_000,
  audited: 30_000,
}
/** SQLite's planner reads the shape of a query and little of the data: a tenth shows the same plans. */
export const TENTH: Size = {
  blocked: 10_000,
  ended: 2_000,
  done: 100_000,
  waiting: 10_000,
  pending: 1_000,
  open: 400,
  audited: 10_000,
}

/** Actors of this kind have all the mail; nobody else serves them. */
export const CROWD = 'crowd'
export const MAIL_EACH = 5
export const REPOS = 200

/** The nth id, in the order of time. */
export const nthId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
