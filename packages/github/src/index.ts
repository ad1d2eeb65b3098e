export { type GitHubOptions, openGitHub } from './open-github.ts'
