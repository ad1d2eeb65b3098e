export { wayOut } from './ask/way-out.ts'
export { type GitHubOptions, openGitHub } from './open-github.ts'
