import { WORK_QUEUES } from '@pm-bot/domain'
import { CLERKS, clerkOf } from './inside/clerk.ts'
import { errandsOf } from './inside/errands.ts'
import type { Letter } from './inside/mail-slot.ts'
import { ERRAND_VERBS } from './inside/performers.ts'
import type { Random } from './random.ts'
import { namesOf, type SeedSize } from './seed-options.ts'

/** What one generator sends: each batch in a transaction of its own. */
export interface GeneratorPlan {
  name: string
  batches: Letter[][]
}

const MAILBOXES_OF_ERRANDS = 6
/** Of a generator's notes, so many go to this one clerk. */
const HOT = 0.05

/** Numbered notes that are passed on, errands, and a little poison among them. */
export function planWorkload(random: Random, size: SeedSize): GeneratorPlan[] {
  return namesOf('generator', size.generators).map((name, index) => {
    const letters = lettersOf(name, index, random.fork(name), size)
    return { name, batches: inBatches(letters, random.fork(`${name} batches`)) }
  })
}

function lettersOf(name: string, index: number, random: Random, size: SeedSize): Letter[] {
  const sent = new Map<string, number>()
  const numberFor = (key: string) => {
    const n = sent.get(key) ?? 0
    sent.set(key, n + 1)
    return n
  }
  const note = (): Omit<Letter, 'messageId'> => {
    const to = clerkOf(random.chance(HOT) ? 0 : random.int(0, CLERKS - 1))
    const hops = random.chance(0.35) ? random.int(1, 2) : 0
    return { to, message: { type: 'note', from: name, n: numberFor(to.key), hops, fan: random.int(1, 3) } }
  }
  const errand = (n: number): Omit<Letter, 'messageId'> => {
    const to = errandsOf(random.int(0, MAILBOXES_OF_ERRANDS - 1))
    const verb = random.pick(ERRAND_VERBS)
    const queue = random.pick(WORK_QUEUES.filter((each) => each !== 'runs'))
    const id = `${name}-errand-${n}`
    return { to, message: { type: 'run-errand', from: name, n: numberFor(to.key), id, verb, queue } }
  }
  const poison = (type: 'poison' | 'bomb') => ({ to: clerkOf(random.int(0, CLERKS - 1)), message: { type } })

  const times = <Kind>(count: number, kind: Kind) => Array.from({ length: count }, () => kind)
  const share = (count: number) => Math.ceil(count / size.generators)
  const kinds = random.shuffled([
    ...times(size.letters, 'note' as const),
    ...times(share(size.errands), 'errand' as const),
    ...times(share(size.poison), 'poison' as const),
    ...times(index === 0 ? size.bombs : 0, 'bomb' as const),
  ])
  return kinds.map((kind, n) => {
    const letter = kind === 'note' ? note() : kind === 'errand' ? errand(n) : poison(kind)
    const isPoison = kind === 'poison' || kind === 'bomb'
    return { ...letter, messageId: `${name}:${isPoison ? `${kind}-` : ''}${n}` }
  })
}

function inBatches(letters: Letter[], random: Random): Letter[][] {
  const batches: Letter[][] = []
  for (let at = 0; at < letters.length; ) {
    const count = random.int(1, 5)
    batches.push(letters.slice(at, at + count))
    at += count
  }
  return batches
}
