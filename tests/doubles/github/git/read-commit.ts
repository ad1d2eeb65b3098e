import { runGit } from './run-git.ts'

export interface CommitData {
  sha: string
  tree: string
  parents: string[]
  author: { name: string; email: string; date: string }
  committer: { name: string; email: string; date: string }
  message: string
}

const FORMAT = '%H%n%T%n%P%n%an%n%ae%n%aI%n%cn%n%ce%n%cI%n%B'

export async function readCommit(path: string, sha: string): Promise<CommitData> {
  const { stdout } = await runGit(path, ['log', '-1', `--format=${FORMAT}`, sha])
  const [
    commit = '',
    tree = '',
    parents = '',
    an = '',
    ae = '',
    ad = '',
    cn = '',
    ce = '',
    cd = '',
    ...message
  ] = stdout.trimEnd().split('\n')
  return {
    sha: commit,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: message.join('\n'),
  }
}

const utc = (date: string) => `${new Date(date).toISOString().slice(0, 19)}Z`
