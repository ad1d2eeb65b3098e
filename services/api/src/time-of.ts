/** A time that a request named, as the database writes it: it knows no 31st of February. */
export const timeOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : new Date(text).toISOString()
