/** Which template a run was proposed from; frozen with the proposal. */
export interface RunOrigin {
  templateId: string
  /** Of a firing: the schedule, and when it was due. */
  scheduleId?: string
  dueAt?: string
}
