import { type CloneQuestion, CloneQuestionError, UnbundleableChangeError } from '@pm-bot/domain'
import { namesOf } from './clone-path.ts'
import { type ToolBench, ToolError } from './tool-performer.ts'

const MAX_CHARACTERS = 50_000

/** Asks the clone's git, and says what cannot be answered in words that the model reads. */
export async function showClone(
  question: CloneQuestion,
  { workbench }: ToolBench,
  nothing: string,
): Promise<string> {
  const text = await workbench.showClone(question).catch((error: unknown) => {
    const isForModel = error instanceof CloneQuestionError || error instanceof UnbundleableChangeError
    throw isForModel ? new ToolError(error.message) : error
  })
  await workbench.taint(['private-content'])
  if (text === '') return nothing
  if (text.length <= MAX_CHARACTERS) return text.trimEnd()
  return `${text.slice(0, MAX_CHARACTERS)}\n[${text.length - MAX_CHARACTERS} more characters. Name a path to see less.]`
}

/** As git takes it; the top is no path. */
export function below(path: string | undefined): { path?: string } {
  const names = path === undefined ? [] : namesOf(path)
  return names.length === 0 ? {} : { path: names.join('/') }
}
