/** A list of texts that is not empty: most likely a program with its arguments. */
export const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
