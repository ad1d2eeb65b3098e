import { sha256Hex } from '@pm-bot/domain'

/**
 * Equal for the same change on different bases. Not `git patch-id`, which ignores white
 * space (so Python that is indented differently counts as the same) and, before git 2.39,
 * modes and binary files.
 */
export function patchId(patch: Uint8Array): string {
  return sha256Hex(Buffer.from(withoutPlaces(patch), 'latin1'))
}

/**
 * A patch without what depends on where it applies: object ids and line numbers. The change
 * of a binary file is named by its object ids and nothing else, since its delta depends on both.
 */
export function withoutPlaces(patch: Uint8Array): string {
  return Buffer.from(patch)
    .toString('latin1')
    .split(/(?<=\n)(?=diff --git )/)
    .map(fileWithoutPlaces)
    .join('')
}

/**
 * Lines end at a line feed and nowhere else: with its `m` flag, an expression would find a
 * header after a carriage return inside the text. Lines of the text itself begin with a
 * space, `+`, `-` or `\`, so none of them is one.
 */
function fileWithoutPlaces(file: string): string {
  const lines = file.split('\n')
  const binaryAt = lines.indexOf('GIT binary patch')
  if (binaryAt !== -1) return [...lines.slice(0, binaryAt), ''].join('\n')
  return lines
    .filter((line) => !/^(?:index|(?:dis)?similarity index) /.test(line))
    .map((line) => (line.startsWith('@@ ') ? '@@' : line))
    .join('\n')
}
