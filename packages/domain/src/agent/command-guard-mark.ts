/**
 * Stands among the arguments of each guard that a command of a run lives under: by it the api knows whose connection is
 * that of a run, in whatever process the worker is.
 */
export const COMMAND_GUARD_MARK = 'pm-bot-command-guard'
