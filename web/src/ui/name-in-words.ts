/** `maxSteps` and `max_steps` → `Max steps`; a member called `argv` is a command. */
export function nameInWords(name: string): string {
  if (name === 'argv') return 'Command'
  const words = name.replace(/[_-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
