export { checkSettings } from './check-settings.ts'
export { examineDatabase, examineMachine, examinePlaces } from './examine-here.ts'
export { type Finding, verdictsOf } from './finding.ts'
export { judgeSandbox } from './judge-sandbox.ts'
