import { join } from 'node:path'
import { type RunRepo, readFullName } from '@pm-bot/domain'
import type { DataDirectory } from '@pm-bot/store'

/** Where the clone of a repository on GitHub lies. @throws DomainError for what is no repository's name */
export const clonePath = ({ repos }: DataDirectory, fullName: string): string =>
  join(repos, ...readFullName(fullName).split('/'))

/** The repository that private clones of a run are made from. */
export const sourceOf = (data: DataDirectory, { source, path, fullName }: RunRepo): string =>
  source === 'github' ? clonePath(data, fullName) : path
