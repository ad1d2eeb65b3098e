import * as git from '../../packages/git/src/index.ts'
import { between, reach } from './reach.fixture.ts'

export * from '../../packages/git/src/index.ts'

export function openGit(options: Parameters<typeof git.openGit>[0]): ReturnType<typeof git.openGit> {
  const real = git.openGit(options)
  return {
    ...real,
    async createWorkspace(request) {
      const workspace = await between('create-workspace', () => real.createWorkspace(request))
      return { ...workspace, collect: (options) => between('collect', () => workspace.collect(options)) }
    },
    apply: (request) =>
      between('apply', () =>
        real.apply({
          ...request,
          async mayWrite() {
            await request.mayWrite?.()
            await reach('before the branch is written')
          },
        }),
      ),
  }
}
