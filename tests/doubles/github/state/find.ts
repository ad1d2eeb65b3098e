import type { Comment, Issue, Pull, Repository } from './records.ts'
import type { State } from './state.ts'

/** What a test names must exist: these throw where it does not. */

export function repositoryNamed(state: State, fullName: string): Repository {
  return state.repositories.get(fullName.toLowerCase()) ?? nothing(`no repository ${fullName}`)
}

export function issueNumbered(repository: Repository, number: number): Issue {
  return repository.issues.get(number) ?? nothing(`no issue ${number} in ${fullNameOf(repository)}`)
}

export function pullNumbered(repository: Repository, number: number): Issue & { pull: Pull } {
  const issue = issueNumbered(repository, number)
  return isPull(issue) ? issue : nothing(`${number} in ${fullNameOf(repository)} is no pull request`)
}

export function commentById(repository: Repository, id: number): Comment {
  return repository.comments.get(id) ?? nothing(`no comment ${id} in ${fullNameOf(repository)}`)
}

export const isPull = (issue: Issue): issue is Issue & { pull: Pull } => issue.pull !== null

export const fullNameOf = ({ owner, name }: Repository) => `${owner.login}/${name}`

export function nothing(what: string): never {
  throw new Error(`The GitHub double knows ${what}.`)
}
