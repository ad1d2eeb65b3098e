import { spoken } from './spoken.ts'

/** Rows of a name and a value, for whatever a case has measured. */
export function renderFigures(figures: Record<string, unknown>, within = ''): [string, string][] {
  return Object.entries(figures).flatMap(([name, value]): [string, string][] => {
    const path = within ? `${within}, ${spoken(name)}` : spoken(name)
    if (!isRecord(value)) return [[path, renderValue(value)]]
    if (isFlat(value)) return [[path, renderFlat(value)]]
    return renderFigures(value, path)
  })
}

/** A spread or the like stays together on one line. */
const renderFlat = (values: Record<string, unknown>): string =>
  Object.entries(values)
    .map(([name, value]) => `${spoken(name)} ${renderValue(value)}`)
    .join(' · ')

const renderValue = (value: unknown): string =>
  typeof value === 'number'
    ? value.toLocaleString('en-US')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)

const isFlat = (value: Record<string, unknown>): boolean => !Object.values(value).some(isRecord)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
