import { posix } from 'node:path'
import type { Json, ToolCall, ToolRule } from '@pm-bot/domain'

/**
 * Calls and patterns that an adversary may try, each pattern with what it means in words of its own: nothing here asks
 * the product's matcher.
 */

type Args = { readonly [name: string]: Json }
export type Tried = Pick<ToolCall, 'tool'> & { args: Args }

const inClone = (path: Json | undefined): string =>
  typeof path === 'string' && !path.includes('\0') ? posix.resolve('/clone', path) : '/'
const under = (folder: string) => (args: Args) => `${inClone(args.path)}/`.startsWith(`${folder}/`)
const sameWords = (words: readonly string[]) => (args: Args) =>
  JSON.stringify(args.argv) === JSON.stringify(words)

const PATHS = [
  'src/a.ts',
  './src//a.ts',
  'src/../secret',
  'src/b/c.ts',
  '/etc/passwd',
  '../outside',
  '.github/workflows/ci.yml',
  'x/../.github//workflows/ci.yml',
  'src/a\0.ts',
]
const COMMANDS = [
  ['npm', 'test'],
  ['npm', 'publish'],
  ['npm', 'test', '--prefix=/'],
  ['npm', '--version'],
  ['x/../npm', 'test'],
  ['./npm', 'test'],
  ['sh', '-c', 'rm -rf .'],
]

export const CALLS: readonly Tried[] = [
  ...PATHS.flatMap((path) => [
    { tool: 'read_file', args: { path } },
    { tool: 'write_file', args: { path, content: 'text' } },
  ]),
  ...COMMANDS.flatMap((argv) => [
    { tool: 'run', args: { argv } },
    { tool: 'run', args: { argv, network: true } },
    { tool: 'run', args: { argv, network: false } },
  ]),
  { tool: 'send_mail', args: { path: 'src/a.ts' } },
  { tool: 'run', args: { argv: 'npm test' } },
  { tool: 'write_file', args: { path: ['src/a.ts'], content: 'text' } },
]

export interface Meant {
  tool: string
  where: NonNullable<ToolRule['where']> | null
  fits(args: Args): boolean
}

export const PATTERNS: readonly Meant[] = [
  ...['read_file', 'write_file'].flatMap((tool): Meant[] => [
    { tool, where: null, fits: () => true },
    { tool, where: { path: '**' }, fits: under('/clone') },
    { tool, where: { path: 'src/**' }, fits: under('/clone/src') },
    { tool, where: { path: 'src/a.ts' }, fits: ({ path }) => inClone(path) === '/clone/src/a.ts' },
  ]),
  { tool: 'run', where: null, fits: () => true },
  { tool: 'run', where: { argv: ['npm', 'test'] }, fits: sameWords(['npm', 'test']) },
  {
    tool: 'run',
    where: { argv: ['npm', '*'] },
    fits: (args) => sameWords(['npm', 'test'])(args) || sameWords(['npm', 'publish'])(args),
  },
  {
    tool: 'run',
    where: { argv: ['npm', '**'] },
    fits: ({ argv }) => Array.isArray(argv) && argv[0] === 'npm',
  },
  {
    tool: 'run',
    where: { argv: ['npm', 'test'], network: 'true' },
    fits: (args) => sameWords(['npm', 'test'])(args) && args.network === true,
  },
  { tool: 'run', where: { network: 'true' }, fits: ({ network }) => network === true },
  { tool: 'run', where: { argv: ['**'] }, fits: ({ argv }) => Array.isArray(argv) },
  { tool: 'send_mail', where: null, fits: () => true },
]

/** Whether a pattern is about a call: the network is never in what is left unsaid. */
export const isMeant = ({ tool, where, fits }: Meant, call: Tried): boolean =>
  tool === call.tool && fits(call.args) && (call.args.network !== true || where?.network === 'true')

/** What a grant for calls like this one means. */
export const likeThis = ({ tool, args }: Tried, where: Meant['where']): Meant => ({
  tool,
  where,
  fits: (other) =>
    JSON.stringify(other.argv) === JSON.stringify(args.argv) &&
    (other.network === true) === (args.network === true) &&
    inClone(other.path) === inClone(args.path),
})

export const reachesOut = ({ tool, args }: Tried): boolean => tool === 'send_mail' || args.network === true

/** What makes a call risky must be named by whoever allows it beforehand. */
export const isRiskNamed = (call: Tried, where: Meant['where']): boolean =>
  call.tool === 'read_file' ||
  !inClone(call.args.path).startsWith('/clone/.github/') ||
  where?.path !== undefined
