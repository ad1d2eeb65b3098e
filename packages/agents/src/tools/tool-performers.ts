import type { ToolName } from '@pm-bot/domain'
import { editFile } from './edit-file.ts'
import { gitDiff, gitLog, gitStatus } from './git-tools.ts'
import { readIssue, searchIssues } from './issue-tools.ts'
import { listFiles } from './list-files.ts'
import { readFile } from './read-file.ts'
import { run } from './run.ts'
import { searchFiles } from './search-files.ts'
import type { ToolPerformer } from './tool-performer.ts'
import { writeFile } from './write-file.ts'

/** A tool without a performer does not compile. */
export const toolPerformers: Readonly<Record<ToolName, ToolPerformer>> = {
  read_file: readFile,
  list_files: listFiles,
  search_files: searchFiles,
  write_file: writeFile,
  edit_file: editFile,
  run,
  git_status: gitStatus,
  git_diff: gitDiff,
  git_log: gitLog,
  read_issue: readIssue,
  search_issues: searchIssues,
}
