import type { RemoteGitHubDouble } from '../../doubles/github/index.ts'

/** What people do in a minute: four titles, two new issues, one closed, one pull request closed, two remarks. */
export async function makeTenChanges(world: RemoteGitHubDouble['world'], fullName: string): Promise<void> {
  const isOpen = ({ state }: { state: string }) => state === 'open'
  const issues = (await world.issues(fullName)).filter(({ kind }) => kind === 'issue')
  const [closing, ...open] = issues.filter(isOpen).toReversed()
  const pull = (await world.pulls(fullName)).find(isOpen)
  if (closing === undefined || open.length < 6 || pull === undefined) throw new Error('too little is open')

  for (const { number, title } of open.slice(0, 4)) {
    await world.changeIssue(fullName, number, { title: `${title}, again` })
  }
  for (const { number } of open.slice(4, 6)) {
    await world.comment(fullName, number, { body: 'The same here.' })
  }
  for (const title of ['It stopped this morning', 'And now it is slow'])
    await world.openIssue(fullName, { title })
  await world.closeIssue(fullName, closing.number)
  await world.closePull(fullName, pull.number)
}
