/** A transaction, named after what it writes: lost with all of it, or kept while its answer is lost. */
const commit = (step: string): string[] => [`before ${step} commits`, `after ${step} commits`]
/** Work outside of any transaction. */
const work = (step: string): string[] => [`before ${step}`, `after ${step}`]

/** The operator's requests: register, propose, approve the start, approve the changeset. */
const ASKED = [
  ...commit('repo-registered'),
  ...commit('run-proposed'),
  ...commit('work-requested run-agent'),
  ...commit('work-requested apply-changeset'),
  // Behind the others, so that points that follow at once upon one another stay on different walks.
  ...commit('place-asked'),
  ...commit('place-given'),
]

const RUN_AGENT = [
  ...work('a job of runs'),
  ...commit('begin run-agent'),
  ...commit('take-lease'),
  ...work('run'),
  ...work('create-workspace'),
  ...commit('agent-started'),
  ...work('run-command'),
  ...work('keep log'),
  ...commit('record-progress'),
  ...work('collect'),
  ...commit('finish run-agent'),
  ...commit('changeset-proposed'),
]

const APPLY_CHANGESET = [
  ...work('a job of publish'),
  ...commit('begin apply-changeset'),
  ...commit('consume-decision'),
  ...work('apply'),
  'before the branch is written',
  ...commit('finish apply-changeset'),
  ...commit('work-requested resume-agent'),
]

const RESUME_AGENT = [
  ...commit('begin resume-agent'),
  ...work('resume'),
  ...commit('finish resume-agent'),
  ...commit('work-ended resume-agent'),
]

const SEAL = commit('seal')
/** The scheduler's, when a worker died. */
const TAKE_OVER = commit('take-over')

export const PATH = [ASKED, RUN_AGENT, APPLY_CHANGESET, RESUME_AGENT, SEAL]
export const PATH_AND_TAKE_OVER = [...PATH, TAKE_OVER]

const WALKS = 8

/**
 * Every point once, some of each stage on one walk: a walk for each point would take minutes,
 * and more than four deaths of one effect would end it.
 */
export const walksOver = (stages: readonly (readonly string[])[]): string[][] =>
  Array.from({ length: WALKS }, (_, walk) =>
    stages.flatMap((points) => points.filter((_, index) => index % WALKS === walk)),
  )
