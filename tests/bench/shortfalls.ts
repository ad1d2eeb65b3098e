/** Why a line of the bar falls short and what was tried, by the line; printed only while it does. */
export const SHORTFALLS: Readonly<Record<string, string>> = {}
