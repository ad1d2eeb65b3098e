export { InvalidBundleError } from './check-bundle.ts'
export { GitFailedError, GitOutputTooLargeError, GitTimeoutError } from './git-errors.ts'
export { openGit } from './open-git.ts'
