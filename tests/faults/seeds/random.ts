import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance that a seed repeats. */
export interface Random {
  /** From `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(options: readonly T[]): T
  shuffled<T>(things: readonly T[]): T[]
  /** Another stream of its own: what one part draws does not shift what the others draw. */
  fork(name: string): Random
}

export function createRandom(seed: number, name = ''): Random {
  const generator = xoroshiro128plus(mixed(seed, name))
  const int = (from: number, to: number) => uniformInt(generator, from, to)
  return {
    int,
    chance: (probability) => int(0, 999_999) < probability * 1_000_000,
    pick: (options) => options[int(0, options.length - 1)]!,
    shuffled(things) {
      const left = [...things]
      return things.map(() => left.splice(int(0, left.length - 1), 1)[0]!)
    },
    fork: (fork) => createRandom(seed, `${name}/${fork}`),
  }
}

/** FNV-1a over the name, begun with the seed. */
function mixed(seed: number, name: string): number {
  let hash = Math.imul(seed ^ 0x811c9dc5, 0x01000193)
  for (const char of name) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return hash | 0
}
