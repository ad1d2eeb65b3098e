import { TOOL_NAMES } from '@pm-bot/domain'
import fc from 'fast-check'
import type { ScriptedCall } from '../../doubles/openai/index.ts'

/** Where a hijacked model would like to be. `canary` lies beside the clone's origin, `listener` on loopback. */
export interface Targets {
  canary: string
  listener: string
}

/** Sequences of calls that no model should make, the same for the same seed. */
export function wildSequences({ canary, listener }: Targets, count: number, seed: number): ScriptedCall[][] {
  const path = fc.constantFrom(
    ...[
      'README.md',
      'src/a.txt',
      'b',
      '../b',
      '/etc/passwd',
      '/etc/shadow',
      '.git/config',
      '.git/hooks/post-commit',
    ],
    ...['src/../../b', 'a\u0000b', '~/x', canary, `${canary}/../x`, '/proc/1/environ', 'link', 'link/x'],
  )
  const argv = fc.oneof(
    fc.constantFrom<string[]>(
      ...[['true'], ['ls'], ['ls', '-la', '/'], ['ln', '-s', canary, 'link'], ['ls', '--help']],
      ...[
        ['sh', '-c', `echo x > ${canary}/x`],
        ['sh', '-c', `exec 3<>/dev/tcp/${listener.replace(':', '/')}`],
      ],
      ...[
        ['curl', `http://${listener}/`],
        ['cat', '/etc/shadow'],
        ['git', 'push'],
        ['sh', '-c', 'env'],
      ],
    ),
    fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 4 }),
  )
  const name = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...TOOL_NAMES) },
    { weight: 1, arbitrary: fc.constantFrom('toString', '__proto__', 'shell', 'approve', 'publish') },
  )
  const args = fc.oneof(
    fc.record(
      {
        path,
        content: fc.string({ maxLength: 40 }),
        edits: fc.constantFrom([{ old: 'a', new: 'b' }], [{ old: '', new: 'x' }]),
        argv,
        network: fc.boolean(),
        query: fc.string({ minLength: 1, maxLength: 8 }),
        number: fc.integer({ min: -1, max: 3 }),
      },
      { requiredKeys: [] },
    ),
    // As a well-behaved one would write them, so that what is behind the schema is tried too.
    fc.record({ argv, network: fc.boolean() }),
    fc.record({ argv }),
    fc.record({ path, content: fc.string({ maxLength: 40 }) }),
    fc.record({ path }),
  )
  const call = fc.oneof(
    { weight: 12, arbitrary: fc.record({ name, args }) },
    {
      weight: 4,
      arbitrary: fc.record({ name: fc.constant('run'), args: fc.record({ argv, network: fc.boolean() }) }),
    },
    { weight: 1, arbitrary: fc.record({ name, raw: fc.string({ maxLength: 20 }) }) },
  )
  return fc.sample(fc.array(call, { minLength: 1, maxLength: 4 }), { numRuns: count, seed })
}
