import {
  type BudgetView,
  type DoctorView,
  type FindingView,
  type GitHubView,
  isSignInRequired,
  type RepoView,
  type Settings,
  type SetupStep,
  type SetupView,
} from '@pm-bot/domain'

/** What the steps are read off. */
export interface SetupFacts {
  settings: Pick<Settings, 'password' | 'passwordHash' | 'host' | 'publicUrl'>
  doctor: DoctorView
  github: GitHubView
  /** The first page of them. */
  repos: readonly RepoView[]
  budgets: readonly BudgetView[]
  /** Whether a run has come to its end, and whether there is any. */
  runs: { completed: boolean; any: boolean }
}

const RESTART = 'Settings are read when pm-bot starts: change .env, and start it again.'

export function setupOf(facts: SetupFacts): SetupView {
  const steps = [
    signIn(facts),
    system(facts),
    github(facts),
    models(facts),
    repos(facts),
    limits(facts),
    firstRun(facts),
  ]
  const isDone = facts.runs.completed && steps.every(({ state }) => state !== 'problem')
  return { steps, isDone }
}

const step =
  (name: SetupStep['name']) =>
  (state: SetupStep['state'], sentence: string, ...advice: string[]): SetupStep => ({
    name,
    state,
    sentence,
    advice,
  })

function signIn({ settings }: SetupFacts): SetupStep {
  const told = step('sign_in')
  const where = settings.publicUrl?.href ?? settings.host
  if (isSignInRequired(settings))
    return told('done', `Whoever wants to decide signs in first. pm-bot is reached at ${where}.`)
  return told(
    'open',
    `Nobody signs in: pm-bot answers this machine alone, at ${where}.`,
    'To reach it from elsewhere, set PMBOT_PASSWORD, PMBOT_HOST and PMBOT_PUBLIC_URL.',
    RESTART,
  )
}

/** GitHub has a step of its own, and so have models. */
const ELSEWHERE = new Set(['github', 'webhooks', 'models', 'agents'])

function system({ doctor }: SetupFacts): SetupStep {
  const told = step('system')
  const all = [...doctor.findings, ...doctor.workers.flatMap(({ findings }) => findings)]
  const bad = all.filter(({ check, verdict }) => verdict !== 'ok' && !ELSEWHERE.has(check))
  if (doctor.workers.length === 0) {
    return told('problem', 'No worker is there, so no run goes on.', 'Start one: npm run worker.')
  }
  if (bad.length === 0) return told('done', 'All that pm-bot needs of this machine is there.')
  const state = bad.some(({ verdict }) => verdict === 'problem') ? 'problem' : 'open'
  return told(state, bad.map(({ finding }) => finding).join(' '), ...adviceOf(bad))
}

function github({ github, doctor }: SetupFacts): SetupStep {
  const told = step('github')
  if (github.auth === 'none') {
    return told(
      'open',
      'No credential is set: public repositories can be read, and nothing can be written.',
      'Set GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY_FILE; docs/github.md lists what they must be allowed.',
      RESTART,
    )
  }
  const bad = doctor.findings.filter(({ check, verdict }) => check === 'github' && verdict === 'problem')
  if (bad.length > 0) return told('problem', bad.map(({ finding }) => finding).join(' '), ...adviceOf(bad))
  if (github.error) return told('problem', `GitHub was asked and refused: ${github.error.message}`)
  const login = github.connection?.login
  return told(
    'done',
    login
      ? `GitHub is reached as ${login}.`
      : `GitHub is reached ${github.auth === 'app' ? 'as an App' : 'with a token'}.`,
  )
}

function models({ doctor }: SetupFacts): SetupStep {
  const told = step('models')
  const of = (name: string) =>
    doctor.workers.flatMap(({ findings }) => findings).filter(({ check }) => check === name)
  const model = of('models').find(({ verdict }) => verdict === 'ok')
  const agents = of('agents').find(({ verdict }) => verdict === 'ok')
  const sentence = [model, agents].flatMap((found) => (found ? [found.finding] : [])).join(' ')
  if (sentence !== '') return told('done', sentence)
  return told(
    'open',
    'There is no model yet: runs can run commands, and nothing thinks.',
    'Set PMBOT_MODEL and its key, e.g. openai:gpt-5 and OPENAI_API_KEY, or ollama:qwen3 for a model on this machine.',
    'Or install an agent for the command line, such as Claude Code, and set PMBOT_CLI_AGENT_HOME.',
    RESTART,
  )
}

function repos({ repos }: SetupFacts): SetupStep {
  const told = step('repos')
  if (repos.length === 0) return told('open', 'No repository is registered yet.')
  const names = repos.slice(0, 3).map(({ fullName }) => fullName)
  const more = repos.length > names.length ? ` and ${repos.length - names.length} more` : ''
  return told('done', `${names.join(', ')}${more}.`)
}

function limits({ budgets }: SetupFacts): SetupStep {
  const told = step('limits')
  const isLimited = budgets.some(
    ({ scope, ownLimits }) => scope.kind === 'day' && Object.keys(ownLimits).length > 0,
  )
  return isLimited
    ? told('done', 'All runs of a day together have a limit.')
    : told('open', 'Each run has a limit of its own; all of a day together have none.')
}

function firstRun({ runs }: SetupFacts): SetupStep {
  const told = step('first_run')
  if (runs.completed) return told('done', 'A run has come to its end by your decisions.')
  return runs.any
    ? told('open', 'A run waits for you, or is under way.')
    : told('open', 'No run was proposed yet.')
}

const adviceOf = (findings: readonly FindingView[]): string[] => [
  ...new Set(findings.flatMap(({ advice }) => (advice === null ? [] : [advice]))),
]
