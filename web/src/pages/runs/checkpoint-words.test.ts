import { expect, test } from 'vitest'
import { checkpointWords } from './checkpoint-words.ts'

test.each([
  [{ step: -1, nodes: ['__start__'] }, 'The very beginning'],
  [{ step: 2, nodes: ['think'] }, 'Next: think'],
  [{ step: 3, nodes: ['ask', 'ask', 'act'] }, 'Next: ask × 2, act'],
  [{ step: 9, nodes: [] }, 'The end'],
])('%j is “%s”', (checkpoint, words) => expect(checkpointWords(checkpoint)).toBe(words))
