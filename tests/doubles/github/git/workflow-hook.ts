import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Viewer } from '../rest/viewer.ts'

/** For each ref that a push moves. What it refuses with is in its environment, or nothing. */
const HOOK = `#!/bin/sh
[ -n "$WORKFLOWS_REFUSED" ] || exit 0
[ "$3" = 0000000000000000000000000000000000000000 ] && exit 0
file=$(git log --format= --name-only "$3" --not --all -- .github/workflows | head -n 1)
[ -z "$file" ] && exit 0
echo "refusing to allow a $WORKFLOWS_REFUSED to create or update workflow \\\`$file\\\`" >&2
exit 1
`

/** As GitHub refuses a push that changes workflows from a token that was not made for it. */
export async function refuseWorkflows(repository: string): Promise<void> {
  const hooks = join(repository, 'hooks')
  await mkdir(hooks)
  await writeFile(join(hooks, 'update'), HOOK)
  await chmod(join(hooks, 'update'), 0o755)
}

export function workflowRefusal(viewer: Viewer): NodeJS.ProcessEnv {
  if (viewer.has('workflows', 'write')) return {}
  return { WORKFLOWS_REFUSED: viewer.kind === 'installation' ? 'GitHub App' : 'Personal Access Token' }
}
