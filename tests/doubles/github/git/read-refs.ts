import { runGit } from './run-git.ts'

/** `refs/heads/main` to sha. Those of pull requests are the double's own and left out. */
export async function readRefs(path: string): Promise<Map<string, string>> {
  const { stdout } = await runGit(path, [
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ])
  const refs = new Map<string, string>()
  for (const line of stdout.split('\n')) {
    const [sha, ref] = line.split(' ')
    if (sha && ref) refs.set(ref, sha)
  }
  return refs
}
