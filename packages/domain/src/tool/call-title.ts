import { canonicalJson, type Json } from '../values/canonical-json.ts'

const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu
const MAX_LENGTH = 160

/** A call of a tool as a line: what it is aimed at rather than all that it carries. */
export function callTitle({ tool, args }: { tool: string; args: Json }): string {
  const words = aimOf(args).replace(CONTROL, ' ').trim()
  const shown = words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH)}…` : words
  return shown === '' ? `Let it use ${nameOf(tool)}` : `Let it use ${nameOf(tool)}: ${shown}`
}

const nameOf = (tool: string): string => tool.replace(CONTROL, ' ').slice(0, 100)

function aimOf(args: Json): string {
  if (args === null || typeof args !== 'object' || Array.isArray(args)) return canonicalJson(args)
  const { argv, path } = args as Record<string, Json>
  if (Array.isArray(argv) && argv.every((word) => typeof word === 'string')) return argv.join(' ')
  return typeof path === 'string' ? path : Object.keys(args).length === 0 ? '' : canonicalJson(args)
}
