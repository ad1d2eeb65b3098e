import { CheckpointCorruptError } from './checkpoint-file.ts'

/** What was read; undefined, and reported, when the file is corrupt. */
export async function readSound<Content>(
  read: () => Promise<unknown>,
  onCorrupt: (error: CheckpointCorruptError) => void,
): Promise<Content | undefined> {
  try {
    return (await read()) as Content
  } catch (error) {
    if (!(error instanceof CheckpointCorruptError)) throw error
    onCorrupt(error)
    return undefined
  }
}
