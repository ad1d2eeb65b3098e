import type { Random } from '../../../faults/seeds/random.ts'

const VERBS = ['Fix', 'Add', 'Remove', 'Document', 'Speed up', 'Rework', 'Support', 'Stop']
const THINGS = [
  'the checkout form',
  'CSV export',
  'time zones in reports',
  'the login page',
  'retries of failed payments',
  'the search index',
  'dark mode',
  'keyboard navigation',
  'the invoice template',
  'translations',
  'the image cache',
  'webhook signatures',
]
const WHENS = [
  'on Safari',
  'for large carts',
  'after an upgrade',
  'behind a proxy',
  'in the nightly job',
  'on ARM',
]
const SENTENCES = [
  'It happens about once in ten times.',
  'Steps to reproduce are below.',
  'I can see it on the latest release, too.',
  'The log has nothing about it.',
  'A test for this would be good.',
  'This worked two versions ago.',
  'See also the discussion in the chat.',
  '```\nTypeError: undefined is not a function\n    at render (cart.js:120)\n```',
  'Umlauts (äöü), 日本語 and 🎉 in names are affected as well.',
]
const REMARKS = [
  'Thanks for the report!',
  'I can reproduce this.',
  'Could you say which version you are on?',
  'Looks good to me.',
  'Please add a test.',
  'This is fixed on main.',
  'Any news?',
  'I would rather keep this as it is.',
]

export const AUTHORS = Array.from({ length: 40 }, (_, at) => `contributor-${at + 1}`)

export const title = (random: Random) => `${random.pick(VERBS)} ${random.pick(THINGS)} ${random.pick(WHENS)}`

export const body = (random: Random) =>
  Array.from({ length: random.int(1, 4) }, () => random.pick(SENTENCES)).join('\n\n')

export const remark = (random: Random) => random.pick(REMARKS)
