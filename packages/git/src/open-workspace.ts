import { resolve } from 'node:path'
import type { GitWorkspace } from '@pm-bot/domain'
import { collect } from './collect.ts'
import { compare } from './compare.ts'
import { keep } from './keep.ts'
import { lookUpLine } from './read-line.ts'
import { restore } from './restore.ts'
import type { RunGit } from './run-git.ts'
import { show } from './show.ts'
import { BASE_REF, layoutOf } from './workspace-layout.ts'

export async function openWorkspace(runGit: RunGit, directory: string): Promise<GitWorkspace> {
  const layout = layoutOf(resolve(directory))
  const baseSha = await lookUpLine(runGit, {
    gitDir: layout.gitDir,
    args: ['rev-parse', '--verify', '-q', `${BASE_REF}^{commit}`],
  })
  if (baseSha === undefined) {
    throw new Error(`The workspace in ${directory} was not finished. Create it again.`)
  }
  return {
    workDirectory: layout.workDirectory,
    baseSha,
    collect: (options) => collect(runGit, { ...options, layout, baseSha }),
    keep: (options) => keep(runGit, { ...options, layout, baseSha }),
    show: (question, signal) => show(runGit, { layout, baseSha, question, signal }),
    compare: (bundles) => compare(runGit, { ...bundles, layout, baseSha }),
    restore: (bundle, readBlob) => restore(runGit, { layout, baseSha, bundle, readBlob }),
  }
}
