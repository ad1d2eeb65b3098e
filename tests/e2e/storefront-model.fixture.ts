import type { Script } from '../doubles/openai/index.ts'
import { turns } from './agents.fixture.ts'

export const CART = `import type { Line } from './line.ts'

/** What a cart costs, in cents. */
export function totalOf(lines: readonly Line[], discount: number): number {
  return lines
    .map((line) => Math.round(line.cents * line.count * (1 - discount)))
    .reduce((sum, cents) => sum + cents, 0)
}

export function countOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0)
}
`
const CART_ROUNDED = `    .map((line) => line.cents * line.count)
    .reduce((sum, cents) => sum + cents, 0)
`
const CART_TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totalOf } from '../src/cart.ts'

test('a discount is rounded once, and not line by line', () => {
  const lines = [
    { cents: 333, count: 1 },
    { cents: 333, count: 1 },
    { cents: 334, count: 1 },
  ]
  assert.equal(totalOf(lines, 0.5), 500)
})
`
/** What the model of the storefront's runs does, by their goals. */
const goals: Record<string, Script> = {
  'Round discounts once': turns(
    {
      say: 'I look at how totals are computed.',
      calls: [
        { name: 'search_files', args: { query: 'discount' } },
        { name: 'read_file', args: { path: 'src/cart.ts' } },
      ],
    },
    {
      say: 'Each line is rounded by itself. I round the sum instead, and keep the case of the issue as a test.',
      calls: [
        {
          name: 'edit_file',
          args: {
            path: 'src/cart.ts',
            edits: [
              { old: '  return lines\n', new: '  const whole = lines\n' },
              {
                old: CART.slice(CART.indexOf('    .map'), CART.indexOf('}\n\nexport function countOf')),
                new: `${CART_ROUNDED}  return Math.round(whole * (1 - discount))\n`,
              },
            ],
          },
        },
        { name: 'write_file', args: { path: 'test/cart.test.ts', content: CART_TEST } },
      ],
    },
    { calls: [{ name: 'git_diff', args: {} }] },
    {
      calls: [
        {
          name: 'propose_change',
          args: {
            message:
              'Round a discounted total once\n\nEach line was rounded by itself, so that three of them could be a cent off.',
          },
        },
      ],
    },
  ),
  'Explain coupons': turns(
    { calls: [{ name: 'read_file', args: { path: 'docs/checkout.md' } }] },
    {
      calls: [
        {
          name: 'write_file',
          args: {
            path: 'docs/coupons.md',
            content: '# Coupons\n\nA coupon takes a part off the whole cart, once.\n',
          },
        },
      ],
    },
    { calls: [{ name: 'propose_change', args: { message: 'Explain coupons' } }] },
  ),
  'Bring the dependencies': turns(
    { calls: [{ name: 'read_file', args: { path: 'package.json' } }] },
    {
      say: 'I need the registry to see what is new.',
      calls: [{ name: 'run', args: { argv: ['npm', 'outdated', '--json'], network: true } }],
    },
  ),
  'Export by our own days': turns(
    { calls: [{ name: 'read_file', args: { path: 'src/export.ts' } }] },
    {
      calls: [
        {
          name: 'ask_operator',
          args: {
            question: 'Should days follow the shop’s time zone (Europe/London), or that of each customer?',
          },
        },
      ],
    },
  ),
  'Sort what came in': turns({
    calls: [
      {
        name: 'propose_operations',
        args: {
          summary: 'One duplicate, and labels for what is new.',
          operations: [
            {
              operation: { op: 'add-labels', number: 4, labels: ['bug', 'checkout'] },
              rationale: 'It is about a wrong total at the checkout.',
              confidence: 0.92,
            },
            {
              operation: {
                op: 'comment',
                number: 4,
                body: 'This looks like #1: the discount is rounded line by line. A change for it is under review.',
              },
              rationale: 'Whoever reported it should know.',
              confidence: 0.74,
            },
          ],
        },
      },
    ],
  }),
  'Where are totals': turns(
    { calls: [{ name: 'search_files', args: { query: 'totalOf' } }] },
    {
      calls: [
        {
          name: 'answer',
          args: {
            text: 'In `totalOf`: it multiplies, takes the discount off, and sums in cents.\n\n- **Each line** is rounded, and then the sum is built.\n- Nothing else computes a total; `countOf` only counts.',
            references: [{ path: 'src/cart.ts', line: 4 }],
          },
        },
      ],
    },
  ),
}

/** One model for all: what it does depends on what it is asked to reach. */
export const storefrontModel: Script = (conversation) => {
  const asked = conversation.messages.map(({ content }) => content ?? '').join('\n')
  const goal = Object.keys(goals).find((each) => asked.includes(each))
  return goal ? goals[goal]!(conversation) : { say: 'I am done.' }
}
