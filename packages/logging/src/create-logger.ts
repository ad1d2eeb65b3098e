import type { Redactor } from '@pm-bot/domain'
import { pino } from 'pino'

export type Logger = pino.Logger

/**
 * JSON lines on standard output. Secrets are masked in the finished line, because pino's
 * own `redact` knows paths only and would miss a secret inside a message or an error.
 */
export function createLogger(options: { name: string; level: string; redactor: Redactor }): Logger {
  return pino({
    name: options.name,
    level: options.level,
    base: { name: options.name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: (line) => options.redactor.text(line) },
  })
}
