import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What runs longest, however small its file is: begun last, it would leave the other worker without work. */
const LONGEST = [
  '/tests/crashes/kill-',
  '/tests/e2e/',
  '/tests/paths/',
  '/packages/store/src/store.',
  '/tests/',
]

/** Vitest begins with the largest file where it knows nothing of former runs. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((part) => moduleId.includes(part))
  return rank === -1 ? LONGEST.length : rank
}
