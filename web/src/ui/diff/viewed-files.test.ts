import { expect, test } from 'vitest'
import { diffModel, type FileDiff } from './diff-model.ts'
import { isViewed, setFileViewed } from './viewed-files.ts'

const picture = (contents: string): FileDiff =>
  diffModel(
    `diff --git a/a.png b/a.png\nindex ${'0'.repeat(40)}..${contents.repeat(40)} 100644\nBinary files a/a.png and b/a.png differ\n`,
  )[0]!

test('a binary file with other contents was not viewed', () => {
  setFileViewed(picture('a'), true)
  expect(isViewed(picture('a'))).toBe(true)
  expect(isViewed(picture('b'))).toBe(false)
})

test('lines that were chosen to have the print of others were not viewed', () => {
  const [seen, other] = [
    'ubcggpdgajrnfxozvfyayykclhucsjfgvocabtdifktkkrlpckjhoipzgswaednikxsjpncrwahxudialolxcfcoooffdmuerriqxnrjwcmd',
    'lhhiutrjeycimmdtviyayykclhucsjfgvocabtdifkwxqttzxoggujpzgswanaplwosjpncrounozlxvkohicfcooodlpvarnvymhrrjwcmd',
  ].map((line) => diffModel(`diff --git a/a.ts b/a.ts\n@@ -0,0 +1 @@\n+${line}\n`)[0]!)
  setFileViewed(seen!, true)
  expect(isViewed(other!)).toBe(false)
})
