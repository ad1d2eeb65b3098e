import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NotARepositoryError } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { startWork } from './changeset.fixture.ts'
import { git, makeRepository, repositoryState, temporaryDirectory } from './repository.fixture.ts'

/** A registered repository inside another, both at the same commit: only the path tells them apart. */
async function nest() {
  const home = makeRepository({ a: 'x\n' })
  const shop = join(home, 'projects/shop')
  mkdirSync(dirname(shop))
  git(home, 'clone', '--quiet', '.', shop)
  const work = await startWork(shop)
  const bundle = work.bundleOf(await work.collectChange({ a: 'y\n' }))
  return { home, shop, work, bundle }
}

describe('what is no longer the registered repository is neither cloned nor written to:', () => {
  const losses: Record<string, (shop: string, home: string) => void> = {
    'its .git was moved away': (shop) => renameSync(join(shop, '.git'), join(shop, 'git')),
    'its .git is damaged': (shop) => rmSync(join(shop, '.git/HEAD')),
    'a link stands in its place': (shop, home) => {
      rmSync(shop, { recursive: true })
      symlinkSync(home, shop)
    },
    'a link stands in the place of the folder around it': (shop) => {
      const elsewhere = join(temporaryDirectory(), 'elsewhere')
      renameSync(dirname(shop), elsewhere)
      symlinkSync(elsewhere, dirname(shop))
    },
    'the repository around it claims its folder': (shop, home) => {
      rmSync(join(shop, '.git'), { recursive: true })
      git(home, 'config', 'core.worktree', shop)
    },
  }

  test.each(Object.entries(losses))('%s', async (_, lose) => {
    const { home, shop, work, bundle } = await nest()
    lose(shop, home)
    const before = repositoryState(home)

    const attempts = [
      () => work.apply(bundle),
      () => work.rebase(bundle),
      () => work.git.createWorkspace({ source: shop, directory: join(work.data, 'other') }),
    ]
    for (const attempt of attempts) {
      const error = await attempt().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(NotARepositoryError)
      expect(String(error)).toContain(`“${shop}” is no longer the repository that was registered`)
    }
    expect(repositoryState(home)).toEqual(before)
  })
})
