export type { Api, ApiOptions } from './api-context.ts'
export { createApi } from './create-api.ts'
export { answerStarting, checkPort, listen } from './listen.ts'
export { openThreadStates } from './open-thread-states.ts'
