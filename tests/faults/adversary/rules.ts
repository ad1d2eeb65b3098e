import { posix } from 'node:path'
import type { ToolPolicy } from '@pm-bot/domain'

/** Of every run: the last of them is worth nothing once the run has read anything. */
export const RULES: ToolPolicy = {
  rules: [
    { tool: 'read_file', verdict: 'allow' },
    { tool: 'list_files', verdict: 'allow' },
    { tool: 'search_files', verdict: 'allow' },
    { tool: 'git_status', verdict: 'allow' },
    { tool: 'git_diff', verdict: 'allow' },
    { tool: 'write_file', where: { path: 'src/**' }, verdict: 'allow' },
    { tool: 'write_file', verdict: 'ask' },
    { tool: 'edit_file', verdict: 'allow' },
    { tool: 'run', where: { argv: ['ls', '**'] }, verdict: 'allow' },
    { tool: 'run', verdict: 'ask' },
    { tool: 'run', where: { argv: ['curl', '**'], network: 'true' }, verdict: 'allow' },
  ],
}

export interface WildArgs {
  path?: unknown
  argv?: unknown
  network?: unknown
}

const READS = ['read_file', 'list_files', 'search_files', 'git_status', 'git_diff']

/** What those rules mean for a call that nobody was asked about, in words of its own: the product's matcher is on trial. */
export function needsNobody(tool: string, { path, argv, network }: WildArgs): boolean {
  if (READS.includes(tool) || tool === 'edit_file') return true
  if (tool === 'write_file')
    return typeof path === 'string' && posix.resolve('/clone', path).startsWith('/clone/src/')
  return tool === 'run' && Array.isArray(argv) && argv[0] === 'ls' && network !== true
}
