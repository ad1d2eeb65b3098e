import type { ToolPerformer } from './tool-performer.ts'
import { writeCloneFile } from './write-clone-file.ts'

interface Args {
  path: string
  content: string
  executable?: boolean
}

export const writeFile: ToolPerformer = {
  async perform(args, { workDirectory }) {
    const { path, content, executable } = args as unknown as Args
    const bytes = Buffer.from(content)
    const written = await writeCloneFile(workDirectory, { path, bytes, executable })
    const lines = content === '' ? 0 : content.replace(/\n$/, '').split('\n').length
    return `${written.replaced ? 'Replaced' : 'Made'} “${written.path}”: ${lines} lines, ${bytes.length} bytes.`
  },
}
