/** `12` of “12” and “#12”; undefined for words. */
export const issueNumberIn = (text: string): string | undefined => /^\s*#?(\d{1,9})\s*$/.exec(text)?.[1]
