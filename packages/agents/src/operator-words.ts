import type { PartAnswer } from '@pm-bot/domain'

/** What the operator said of a change, in general and line by line, as a model or another agent reads it. */
export function operatorWords({ reason, comments = [] }: PartAnswer): string {
  const onLines = comments.map(({ path, side, line, quote, text }) => {
    const where = side === 'old' ? `${path}, line ${line} as it was before` : `${path}, line ${line}`
    return `${where}:\n> ${quote}\n${text}`
  })
  return [...(reason ? [reason] : []), ...onLines].join('\n\n')
}
