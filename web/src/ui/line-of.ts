/** Program and arguments as one line that a person can read, and a shell would split the same way. */
export const lineOf = (argv: readonly string[]): string => argv.map(quoted).join(' ')

const quoted = (argument: string) =>
  /^[\w@%+=:,./^~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'"'"'`)}'`
