/** A sentence for the person who typed the command. Any other error is a bug and keeps its stack. */
export class Complaint extends Error {}

export function explain(error) {
  return error instanceof Complaint ? error.message : error
}
