export const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString()
