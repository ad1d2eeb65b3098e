import { DomainError } from '@pm-bot/domain'

/** What every actor of pm-bot replies: it was done, or a rule refused it. */
export type ActorReply =
  /** `data` answers a question; what it is, the question says. */
  | { status: 'accepted'; version: number; data?: unknown }
  | { status: 'refused'; code: DomainError['code']; message: string; detail: Record<string, unknown> }

/** A refusal becomes a reply and one event for the audit trail; anything else thrown is a bug. */
export function decideTurn<Event>(
  version: number,
  command: { type: string; by?: string },
  decide: () => Event[],
): { events: (Event | CommandRefused)[]; reply: ActorReply } {
  try {
    return { events: decide(), reply: { status: 'accepted', version } }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { code, message, detail } = error
    const refused = {
      type: 'command-refused' as const,
      command: command.type,
      code,
      message,
      by: command.by ?? null,
    }
    return { events: [refused], reply: { status: 'refused', code, message, detail } }
  }
}

/**
 * The state after these events. Its version is that of its last change, which its row
 * carries too; a refusal changes nothing.
 */
export function evolveAll<State extends { version: number }, Event extends { type: string }>(
  state: State,
  events: readonly Event[],
  evolve: (state: State, event: Event) => State,
  version: number,
): State {
  const next = events.reduce(evolve, state)
  return events.some((event) => event.type !== 'command-refused') ? { ...next, version } : next
}

interface CommandRefused {
  type: 'command-refused'
  command: string
  code: string
  message: string
  by: string | null
}
