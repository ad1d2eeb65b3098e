import type { ChangesetView } from '@pm-bot/domain'

export type ChangedFile = ChangesetView['files'][number]

const MODE_WORDS: Record<string, string> = {
  '100644': 'a plain file',
  '100755': 'executable',
  '120000': 'a symbolic link',
  '160000': 'a submodule',
}
const modeWord = (mode: string) => MODE_WORDS[mode] ?? `mode ${mode}`

/** What a reader of the lines alone would miss. */
export function fileNotices(file: ChangedFile): string[] {
  const notices: string[] = []
  if (file.change === 'renamed' && file.oldPath) notices.push(`Renamed from ${file.oldPath}.`)
  if (file.mode && file.oldMode && file.mode !== file.oldMode) {
    notices.push(`Was ${modeWord(file.oldMode)}, becomes ${modeWord(file.mode)}.`)
  }
  if (file.mode && !file.oldMode && file.mode !== '100644') notices.push(`New: ${modeWord(file.mode)}.`)
  if (file.mode === '120000') notices.push('The line below is where the link points to.')
  if (file.mode === '160000') notices.push('The line below is the commit that the submodule stands at.')
  if (file.binary) notices.push('Binary: its content cannot be shown as lines.')
  return notices
}
