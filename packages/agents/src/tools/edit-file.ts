import { applyEdits, type Edit } from './apply-edits.ts'
import { isBinary, MAX_FILE_BYTES, readCloneFile } from './read-clone-file.ts'
import { ToolError, type ToolPerformer } from './tool-performer.ts'
import { writeCloneFile } from './write-clone-file.ts'

interface Args {
  path: string
  edits: readonly Edit[]
}

export const editFile: ToolPerformer = {
  async perform(args, { workbench, workDirectory }) {
    const { path, edits } = args as unknown as Args
    const file = await readCloneFile(workDirectory, path)
    // What does not fit is answered with parts of what is there.
    await workbench.taint(['private-content'])
    if (isBinary(file.bytes)) throw new ToolError(`“${file.path}” is a binary file. Nothing was changed.`)
    const { text, places } = applyEdits(file.bytes.toString(), edits, MAX_FILE_BYTES)
    const bytes = Buffer.from(text)
    if (bytes.length > MAX_FILE_BYTES)
      throw new ToolError('The file would become too big. Nothing was changed.')
    await writeCloneFile(workDirectory, { path: file.path, bytes, executable: file.executable })
    return `Changed “${file.path}” in ${places === 1 ? 'one place' : `${places} places`}.`
  },
}
