import { markerOf } from '@pm-bot/domain'
import { describe, expect, it } from 'vitest'
import type { GitHubDouble } from '../../../tests/doubles/github/index.ts'
import { failureOf, type Opened, openAs, openShop, SHOP } from './shop.fixture.ts'

const marker = markerOf('key', 'effect/0')

interface Place {
  double: GitHubDouble
  issue: number
}

/** Each write, and how often the world shows that it happened. */
const WRITES: Record<
  string,
  { write(opened: Opened, place: Place): Promise<{ adopted: boolean }>; traces(place: Place): number }
> = {
  ensurePullRequest: {
    write: ({ writer }) =>
      writer.ensurePullRequest({
        fullName: SHOP,
        head: 'pm-bot/run',
        base: 'main',
        title: 'Change',
        body: 'What and why.',
        draft: true,
        labels: [],
        marker,
      }),
    traces: ({ double }) => double.world.pulls(SHOP).length,
  },
  ensureComment: {
    write: ({ writer }, { issue }) =>
      writer.ensureComment({ fullName: SHOP, number: issue, body: 'Done.', marker }),
    traces: ({ double }) => double.world.comments(SHOP).length,
  },
  ensureIssue: {
    write: ({ writer }) =>
      writer.ensureIssue({
        fullName: SHOP,
        title: 'Follow up',
        body: '',
        labels: ['bug'],
        marker,
        since: null,
      }),
    traces: ({ double }) => double.world.issues(SHOP).filter(({ title }) => title === 'Follow up').length,
  },
  addLabels: {
    write: ({ writer }, { issue }) =>
      writer.addLabels({ fullName: SHOP, number: issue, labels: ['Bug', 'ui'] }),
    traces: ({ double, issue }) => Number(double.world.issue(SHOP, issue).labels.length === 3),
  },
  removeLabel: {
    write: ({ writer }, { issue }) => writer.removeLabel({ fullName: SHOP, number: issue, label: 'OLD' }),
    traces: ({ double, issue }) => Number(!double.world.issue(SHOP, issue).labels.includes('old')),
  },
  close: {
    write: ({ writer }, { issue }) => writer.close({ fullName: SHOP, number: issue }),
    traces: ({ double, issue }) => Number(double.world.issue(SHOP, issue).state === 'closed'),
  },
}

async function openPlace(): Promise<Place> {
  const double = await openShop()
  const issue = double.world.openIssue(SHOP, { title: 'One', labels: ['old'] })
  await double.world.commit(SHOP, { branch: 'pm-bot/run', files: { a: 'a' } })
  return { double, issue }
}

describe.each(Object.entries(WRITES))('%s', (_, { write, traces }) => {
  it('happens once, however often it is asked for', async () => {
    const place = await openPlace()
    const opened = openAs(place.double)

    expect(traces(place)).toBe(0)
    expect(await write(opened, place)).toMatchObject({ adopted: false })
    expect(await write(opened, place)).toMatchObject({ adopted: true })
    expect(traces(place)).toBe(1)
    expect(place.double.log.writes()).toHaveLength(1)
  })

  it('is found when its answer was lost, and is not sent twice by itself', async () => {
    const place = await openPlace()
    place.double.faults.add({ kind: 'drop-after', on: ['rest-write'], times: 1 })

    expect((await failureOf(write(openAs(place.double), place))).message).toMatch(/^GitHub did not answer /)
    expect(place.double.faults.bitten()).toHaveLength(1)
    expect(traces(place)).toBe(1)
    expect(await write(openAs(place.double), place)).toMatchObject({ adopted: true })
    expect(traces(place)).toBe(1)
    expect(place.double.log.writes()).toHaveLength(1)
  })

  it('is left to the next attempt when GitHub stumbles before it', async () => {
    const place = await openPlace()
    place.double.faults.add({ kind: 'refuse-before', on: ['rest-write'], times: 1 })

    expect((await failureOf(write(openAs(place.double), place))).message).toContain('502')
    expect(traces(place)).toBe(0)
    expect(await write(openAs(place.double), place)).toMatchObject({ adopted: false })
    expect(traces(place)).toBe(1)
  })
})
