export const KEY_SCOPES = [
  'Everywhere',
  'Lists',
  'Inbox',
  'Diff',
  'Run',
  'Repositories',
  'Grants',
  'Notifications',
] as const
export type KeyScope = (typeof KEY_SCOPES)[number]

/** One of them is open at a time, so they may give a key to a command each. */
const PAGE_SCOPES: readonly KeyScope[] = ['Inbox', 'Run', 'Repositories', 'Grants', 'Notifications']
/** What stands inside of others has its keys to itself: there, theirs mean what it says. */
export const INNER_SCOPES: readonly KeyScope[] = ['Diff']

export interface KeyEntry {
  /** Strokes, or a sequence of them with a blank between. The first is the one that is shown. */
  keys: readonly string[]
  scope: KeyScope
  does: string
  /** Works while typing too, by strokes with Mod. */
  whileTyping?: true
  /** Goes on while the key is held down. Nothing that decides may. */
  repeats?: true
}

/** Every key that the page knows. Handlers, the palette, the help sheet, hints on buttons and tests all read this. */
export const KEYMAP = {
  palette: { keys: ['Mod+k'], scope: 'Everywhere', does: 'Find a command or a thing', whileTyping: true },
  help: { keys: ['?'], scope: 'Everywhere', does: 'Show all keys' },
  search: { keys: ['/'], scope: 'Everywhere', does: 'Search; on a repository its issues and pull requests' },
  'new-run': { keys: ['c', 'C'], scope: 'Everywhere', does: 'Propose a new run' },
  'newest-item': { keys: ['g n'], scope: 'Everywhere', does: 'Open the newest item that waits for you' },
  'pause-all': { keys: ['P'], scope: 'Everywhere', does: 'Pause everything, or let it go on (asks first)' },
  back: { keys: ['Escape'], scope: 'Everywhere', does: 'Back' },
  'go-inbox': { keys: ['g i'], scope: 'Everywhere', does: 'Go to the inbox' },
  'go-runs': { keys: ['g r'], scope: 'Everywhere', does: 'Go to runs' },
  'go-repos': { keys: ['g o'], scope: 'Everywhere', does: 'Go to repositories' },
  'go-changes': { keys: ['g c'], scope: 'Everywhere', does: 'Go to changes' },
  'go-limits': { keys: ['g b'], scope: 'Everywhere', does: 'Go to grants and budgets' },
  'go-templates': { keys: ['g t'], scope: 'Everywhere', does: 'Go to templates and schedules' },
  'go-queues': { keys: ['g q'], scope: 'Everywhere', does: 'Go to the work queues' },
  'go-workers': { keys: ['g w'], scope: 'Everywhere', does: 'Go to the workers' },
  'go-mailboxes': { keys: ['g m'], scope: 'Everywhere', does: 'Go to the mailboxes' },
  'go-audit': { keys: ['g a'], scope: 'Everywhere', does: 'Go to the audit trail' },
  'go-settings': { keys: ['g s'], scope: 'Everywhere', does: 'Go to settings' },

  'list-down': { keys: ['j', 'ArrowDown'], scope: 'Lists', does: 'Next row', repeats: true },
  'list-up': { keys: ['k', 'ArrowUp'], scope: 'Lists', does: 'Previous row', repeats: true },
  'list-top': { keys: ['g g'], scope: 'Lists', does: 'First row' },
  'list-bottom': { keys: ['G'], scope: 'Lists', does: 'Last row' },
  'list-open': { keys: ['Enter', 'o'], scope: 'Lists', does: 'Open' },
  peek: { keys: [' '], scope: 'Lists', does: 'Look at it without leaving the list' },

  approve: { keys: ['a'], scope: 'Inbox', does: 'Approve (high risk asks for a second a)' },
  edit: { keys: ['e'], scope: 'Inbox', does: 'Edit, then approve' },
  respond: { keys: ['r'], scope: 'Inbox', does: 'Answer, or ask for changes' },
  reject: { keys: ['d'], scope: 'Inbox', does: 'Reject with a reason' },
  mark: { keys: ['x'], scope: 'Inbox', does: 'Select, to decide about several' },
  'mark-all': { keys: ['Mod+a'], scope: 'Inbox', does: 'Select all in view' },
  'mark-down': { keys: ['J'], scope: 'Inbox', does: 'Select this row and the next' },
  'mark-up': { keys: ['K'], scope: 'Inbox', does: 'Select this row and the one before' },
  'bulk-approve': { keys: ['A'], scope: 'Inbox', does: 'Approve what is selected' },
  'bulk-reject': { keys: ['D'], scope: 'Inbox', does: 'Reject what is selected' },
  'next-item': { keys: ['n'], scope: 'Inbox', does: 'Open the next item' },
  'previous-item': { keys: ['p'], scope: 'Inbox', does: 'Open the item before' },
  filter: { keys: ['f'], scope: 'Inbox', does: 'Narrow the list' },
  snooze: { keys: ['z'], scope: 'Inbox', does: 'Put off until later' },
  scope: { keys: ['s'], scope: 'Inbox', does: 'Choose how much an approval allows' },
  send: { keys: ['Mod+Enter'], scope: 'Inbox', does: 'Send the open form', whileTyping: true },

  'next-hunk': { keys: [']'], scope: 'Diff', does: 'Next change', repeats: true },
  'previous-hunk': { keys: ['['], scope: 'Diff', does: 'Previous change', repeats: true },
  'next-file': { keys: ['}'], scope: 'Diff', does: 'Next file' },
  'previous-file': { keys: ['{'], scope: 'Diff', does: 'Previous file' },
  comment: { keys: ['c'], scope: 'Diff', does: 'Comment on the line' },
  viewed: { keys: ['v'], scope: 'Diff', does: 'Tick the file as viewed' },
  wrap: { keys: ['w'], scope: 'Diff', does: 'Wrap long lines' },
  split: { keys: ['u'], scope: 'Diff', does: 'Side by side, or below each other' },

  'tab-1': { keys: ['1'], scope: 'Run', does: 'Timeline; of a repository its issues' },
  'tab-2': { keys: ['2'], scope: 'Run', does: 'Changes; of a repository its pull requests' },
  'tab-3': { keys: ['3'], scope: 'Run', does: 'Artifacts' },
  'tab-4': { keys: ['4'], scope: 'Run', does: 'Context' },
  'tab-5': { keys: ['5'], scope: 'Run', does: 'Checkpoints' },
  'tab-6': { keys: ['6'], scope: 'Run', does: 'Audit' },
  'follow-live': { keys: ['l'], scope: 'Run', does: 'Follow what happens, or stop following' },
  'show-raw': { keys: ['i'], scope: 'Run', does: 'Show everything as it is kept, or fold it' },
  'copy-link': { keys: ['y'], scope: 'Run', does: 'Copy the address of this page' },
  steer: { keys: ['m'], scope: 'Run', does: 'Say something to the agent' },
  'cancel-run': { keys: ['.'], scope: 'Run', does: 'Stop the run (asks first)' },

  'add-repo': { keys: ['i'], scope: 'Repositories', does: 'Add a repository' },
  'sync-repo': { keys: ['s'], scope: 'Repositories', does: 'Sync now' },
  'run-here': { keys: ['r'], scope: 'Repositories', does: 'New run here, or from the open issue' },

  'add-grant': { keys: ['i'], scope: 'Grants', does: 'Give a grant' },
  'revoke-grant': { keys: ['d'], scope: 'Grants', does: 'Revoke the grant under the cursor' },

  'add-notifier': { keys: ['i'], scope: 'Notifications', does: 'Add a notifier' },
  'test-notifier': {
    keys: ['t'],
    scope: 'Notifications',
    does: 'Send a test to the notifier under the cursor',
  },
} satisfies Record<string, KeyEntry>

export type KeyCommand = keyof typeof KEYMAP
export const isKeyCommand = (name: string): name is KeyCommand => Object.hasOwn(KEYMAP, name)

export const KEY_COMMANDS = Object.keys(KEYMAP) as KeyCommand[]
export const entryOf = (command: KeyCommand): KeyEntry => KEYMAP[command]

/** Whether both may be at hand at once, and neither is inside of the other. */
export function doMeet(a: KeyScope, b: KeyScope): boolean {
  if (a === b) return true
  if (INNER_SCOPES.includes(a) || INNER_SCOPES.includes(b)) return false
  return !(PAGE_SCOPES.includes(a) && PAGE_SCOPES.includes(b))
}
