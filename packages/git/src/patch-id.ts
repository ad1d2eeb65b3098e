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
    .split(/^(?=diff --git )/m)
    .map((file) => (/^GIT binary patch$/m.test(file) ? binaryFile(file) : textFile(file)))
    .join('')
}

const binaryFile = (file: string) => file.slice(0, file.search(/^GIT binary patch$/m))

/** Lines of the text itself begin with a space, `+`, `-` or `\`, so none of these is one. */
const textFile = (file: string) =>
  file.replace(/^(?:index|(?:dis)?similarity index) .*\n/gm, '').replace(/^@@ .*$/gm, '@@')
