import type { BudgetView, FindingView, GitHubView, RepoView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { type SetupFacts, setupOf } from './setup-steps.ts'

const finding = (check: string, verdict: FindingView['verdict'], words: string): FindingView => ({
  check,
  verdict,
  finding: words,
  advice: verdict === 'ok' ? null : `Mend the ${check}.`,
})
const github: GitHubView = {
  auth: 'none',
  apiUrl: 'https://api.github.com',
  webhooks: false,
  connection: null,
  status: 'idle',
  error: null,
}
const worker = (...findings: FindingView[]) => ({ id: 'w', host: 'here', findings })
const bare: SetupFacts = {
  settings: { password: null, passwordHash: null, host: '127.0.0.1', publicUrl: null },
  doctor: { findings: [finding('git', 'ok', 'git is 2.50.')], workers: [worker()] },
  github,
  repos: [],
  budgets: [],
  runs: { any: false, completed: false },
}
const steps = (facts: Partial<SetupFacts>) =>
  Object.fromEntries(setupOf({ ...bare, ...facts }).steps.map((step) => [step.name, step]))

describe('how far pm-bot is set up', () => {
  test('at the beginning: all is open, nothing is in the way, and each says what to do or what is', () => {
    const { steps: all, isDone } = setupOf(bare)
    expect(all.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'sign_in open',
      'system done',
      'github open',
      'models open',
      'repos open',
      'limits open',
      'first_run open',
    ])
    expect(isDone).toBe(false)
  })

  test('what a check complains of is told by the step that it is about', () => {
    const doctor = {
      findings: [
        finding('git', 'problem', 'There is no git on PATH.'),
        finding('github', 'problem', 'It refuses.'),
      ],
      workers: [worker(finding('sandbox', 'warning', 'No sandbox.'))],
    }
    const told = steps({ doctor, github: { ...github, auth: 'token' } })
    expect(told.system).toMatchObject({
      state: 'problem',
      sentence: 'There is no git on PATH. No sandbox.',
      advice: ['Mend the git.', 'Mend the sandbox.'],
    })
    expect(told.github).toMatchObject({ state: 'problem', sentence: 'It refuses.' })
  })

  test('no worker is in the way', () => {
    expect(steps({ doctor: { findings: [], workers: [] } }).system).toMatchObject({ state: 'problem' })
  })

  test('a model, or an agent for the command line with its login, is enough', () => {
    const by = (...findings: FindingView[]) =>
      steps({ doctor: { findings: [], workers: [worker(...findings)] } }).models
    expect(
      by(finding('models', 'warning', 'None.'), finding('agents', 'warning', 'No login.')),
    ).toMatchObject({
      state: 'open',
    })
    expect(by(finding('models', 'warning', 'None.'), finding('agents', 'ok', 'codex.'))).toMatchObject({
      state: 'done',
      sentence: 'codex.',
    })
  })

  test('done when a run came to its end and nothing is in the way', () => {
    const runs = { any: true, completed: true }
    expect(setupOf({ ...bare, runs }).isDone).toBe(true)
    expect(setupOf({ ...bare, runs, doctor: { findings: [], workers: [] } }).isDone).toBe(false)
  })

  test('repositories and a limit of the day', () => {
    const repo = (fullName: string) => ({ fullName }) as RepoView
    const day = { scope: { kind: 'day', key: '*' }, ownLimits: { calls: 5 } } as unknown as BudgetView
    expect(steps({ repos: ['a/a', 'b/b', 'c/c', 'd/d'].map(repo), budgets: [day] })).toMatchObject({
      repos: { state: 'done', sentence: 'a/a, b/b, c/c and 1 more.' },
      limits: { state: 'done' },
    })
  })
})
