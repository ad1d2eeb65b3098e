import { createSignal } from 'solid-js'
import { isTexts } from '../is-texts.ts'
import { keep, keptJson } from '../kept.ts'
import type { FileDiff } from './diff-model.ts'

const KEY = 'pm-bot.viewed-files'
const SEEDS_KEY = 'pm-bot.viewed-files-seeds'
/** Older ones are forgotten. */
const MOST = 2000

const [viewed, setViewed] = createSignal<readonly string[]>(
  keptJson(KEY, (value) => (isTexts(value) ? value : undefined)) ?? [],
)

/** A file is what its lines are: where a later change has the same, it stays viewed, in whatever change it stands. */
export function isViewed(file: FileDiff): boolean {
  return viewed().includes(fingerprint(file))
}

export function setFileViewed(file: FileDiff, isViewed: boolean): void {
  const print = fingerprint(file)
  const others = viewed().filter((each) => each !== print)
  const now = isViewed ? [...others, print].slice(-MOST) : others
  setViewed(now)
  keep(KEY, JSON.stringify(now))
}

/** Drawn by each browser: with known ones, an agent finds lines with the print of others in a second. */
const seeds = keptJson(SEEDS_KEY, asSeeds) ?? drawSeeds()

function asSeeds(value: unknown): readonly [number, number] | undefined {
  const [low, high] = Array.isArray(value) ? value : []
  return Number.isInteger(low) && Number.isInteger(high) ? [low, high] : undefined
}

function drawSeeds(): readonly [number, number] {
  const [low = 0, high = 0] = crypto.getRandomValues(new Uint32Array(2))
  keep(SEEDS_KEY, JSON.stringify([low, high]))
  return [low, high]
}

const prints = new WeakMap<FileDiff, string>()

function fingerprint(diff: FileDiff): string {
  const there = prints.get(diff)
  if (there !== undefined) return there
  let [low, high] = seeds
  const feed = (text: string) => {
    for (let at = 0; at < text.length; at += 1) {
      low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
      high = Math.imul(high ^ text.charCodeAt(at), 0x5bd1e995)
    }
  }
  const { path, oldPath, change, mode } = diff.file
  feed(JSON.stringify([path, oldPath, change, mode, ...diff.contents]))
  for (const { lines } of diff.hunks) for (const { kind, text } of lines) feed(`${kind}${text}\n`)
  const print = [low, high].map((part) => (part >>> 0).toString(36)).join('.')
  prints.set(diff, print)
  return print
}
