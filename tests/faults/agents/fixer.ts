import type { Script, ScriptedReply } from '../../doubles/openai/index.ts'
import type { HeardCommands } from '../../setup/hear-commands.ts'

/** What a run of `fixer` leaves, whatever happens on the way. */
export const FIXED = { 'README.md': 'a shop\n', 'src/sign.txt': 'closed\n', 'src/a.txt': 'b\n' }

/** The number of the issue that a conversation is about. */
export const issueOf = (text: string): number => Number(/issue #(\d+);/.exec(text)?.[1])

/**
 * Reads an issue, changes files, runs commands in the sandbox and beyond it, asks a question, and is sent back once before its
 * change is good. Commands that reach out call in as `<issue>-<name>`.
 */
export const fixer =
  (heard: HeardCommands): Script =>
  ({ turn, messages }) => {
    const number = issueOf(messages[1]!.content)
    const reachOut = (name: string) => ({
      name: 'run',
      args: { argv: ['bash', '-c', `${heard.callIn(`${number}-${name}`)} true`], network: true },
    })
    const run = (...argv: string[]) => ({ name: 'run', args: { argv } })
    const write = (path: string, content: string) => ({ name: 'write_file', args: { path, content } })
    const edit = (path: string, old: string, by: string) => ({
      name: 'edit_file',
      args: { path, edits: [{ old, new: by }] },
    })
    const propose = { name: 'propose_change', args: { message: `Tidy the README\n\nCloses #${number}` } }

    const replies: ScriptedReply[] = [
      {
        calls: [
          { name: 'read_issue', args: { number } },
          { name: 'read_file', args: { path: 'README.md' } },
        ],
      },
      { calls: [edit('README.md', 'a   shop', 'a shop'), reachOut('x'), write('src/sign.txt', 'open\n')] },
      { calls: [run('sed', '-i', 's/a/b/', 'src/a.txt'), run('rm', '-rf', 'src'), reachOut('y')] },
      { calls: [{ name: 'ask_operator', args: { question: 'Is the shop open?' } }] },
      { calls: [propose] },
      { calls: [edit('src/sign.txt', 'open', 'closed')] },
      { calls: [propose] },
    ]
    return replies[turn] ?? { say: 'I am done.' }
  }
