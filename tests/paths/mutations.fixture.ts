import type { ApplyChangesetPayload, ChangesetBundle } from '@pm-bot/domain'

/** What could be changed after a decision: the bytes, or what the job says of them. */
export type Mutation =
  | { name: string; bytes: (bundle: ChangesetBundle, random: () => number) => string | Buffer }
  | { name: string; payload: (payload: ApplyChangesetPayload, random: () => number) => ApplyChangesetPayload }

const ID = '01970000-0000-7000-8000-000000000000'
const sorted = (value: unknown): string => JSON.stringify(value)

const inBundle = (change: (bundle: ChangesetBundle, random: () => number) => object) => ({
  bytes: (bundle: ChangesetBundle, random: () => number) => sorted({ ...bundle, ...change(bundle, random) }),
})
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!
const hex = (length: number, random: () => number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')

/** The entry that is drawn, changed. */
const inEntry = (change: (entry: ChangesetBundle['entries'][number], random: () => number) => object) =>
  inBundle(({ entries }, random) => {
    const chosen = pick(entries, random)
    return {
      entries: entries.map((entry) => (entry === chosen ? { ...entry, ...change(entry, random) } : entry)),
    }
  })

export const MUTATIONS: Mutation[] = [
  {
    name: 'a byte',
    bytes(bundle, random) {
      const bytes = Buffer.from(JSON.stringify(bundle))
      const at = Math.floor(random() * bytes.length)
      bytes[at] = bytes[at]! ^ (1 << Math.floor(random() * 7))
      return bytes
    },
  },
  {
    name: 'a byte more',
    bytes: (bundle, random) => `${JSON.stringify(bundle)}${pick([' ', '\n', '\t', '\0'], random)}`,
  },
  { name: 'a byte less', bytes: (bundle) => JSON.stringify(bundle).slice(0, -1) },
  {
    name: 'a file more',
    ...inBundle(({ entries }, random) => ({
      entries: [...entries, { path: `z${hex(6, random)}`, mode: '100644', hash: hex(64, random) }],
    })),
  },
  {
    name: 'a file less',
    ...inBundle(({ entries }, random) => {
      const chosen = pick(entries, random)
      return { entries: entries.filter((entry) => entry !== chosen) }
    }),
  },
  { name: 'another file', ...inEntry(({ path }, random) => ({ path: `${path}${hex(2, random)}` })) },
  { name: 'another content', ...inEntry((_, random) => ({ hash: hex(64, random) })) },
  {
    name: 'another mode',
    ...inEntry((_, random) => ({ mode: pick(['120000', '160000'], random) })),
  },
  { name: 'a file deleted', ...inEntry(() => ({ mode: undefined, hash: undefined, deleted: true })) },
  {
    name: 'another order of keys',
    bytes(bundle, random) {
      const keys = Object.entries(bundle)
      const at = 1 + Math.floor(random() * (keys.length - 1))
      return JSON.stringify(Object.fromEntries([...keys.slice(at), ...keys.slice(0, at)]))
    },
  },
  {
    name: 'composed characters taken apart',
    bytes: (bundle) => JSON.stringify(bundle).normalize('NFD'),
  },
  { name: 'another base', ...inBundle((_, random) => ({ baseSha: hex(40, random) })) },
  {
    name: 'another branch',
    ...inBundle((_, random) => ({
      branch: pick(['refs/heads/main', 'refs/tags/x', `refs/heads/pm-bot/${ID}`], random),
    })),
  },
  {
    name: 'another message',
    ...inBundle(({ message }, random) => ({ message: `${message}${hex(3, random)}` })),
  },
  {
    name: 'another author',
    ...inBundle((_, random) => ({ author: { name: hex(4, random), email: 'x@y' } })),
  },
  {
    name: 'another time',
    ...inBundle(({ time }, random) => ({ time: time + 1 + Math.floor(random() * 9) })),
  },
  {
    name: 'another pull request',
    ...inBundle(({ pullRequest }, random) => ({
      pullRequest: {
        ...pullRequest,
        ...pick(
          [{ title: 'x' }, { body: 'x' }, { base: 'release' }, { labels: ['y'] }, { fullName: 'octo/other' }],
          random,
        ),
      },
    })),
  },
  {
    name: 'another repository',
    payload: (payload) => ({ ...payload, repo: { ...payload.repo, fullName: 'octo/other' } }),
  },
  {
    name: 'another id of the repository',
    payload: (payload) => ({ ...payload, repo: { ...payload.repo, repoId: ID } }),
  },
  {
    name: 'a repository of this machine',
    payload: (payload) => ({ ...payload, repo: { ...payload.repo, source: 'local', path: '/tmp' } }),
  },
  { name: 'another decision', payload: (payload) => ({ ...payload, decisionId: ID }) },
  { name: 'another run', payload: (payload) => ({ ...payload, runId: ID }) },
  {
    name: 'another changeset',
    payload: (payload) => ({ ...payload, changeset: { ...payload.changeset, changesetId: ID } }),
  },
  {
    name: 'another hash of the bundle',
    payload: (payload, random) => {
      const { changeset } = payload
      return {
        ...payload,
        changeset: { ...changeset, bundle: { ...changeset.bundle, hash: hex(64, random) } },
      }
    },
  },
]
