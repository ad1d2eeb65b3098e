export type * from './contract.ts'
export { openOpenAiDouble } from './open-openai-double.ts'
export { adversaryGoal } from './scripts/adversary.ts'
export { startOpenAiDouble } from './start-openai-double.ts'
