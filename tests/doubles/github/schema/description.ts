import { readFileSync } from 'node:fs'

/** JSON Schema. */
export type Schema = { [keyword: string]: unknown }

export interface EndpointDescription {
  documentationUrl: string
  body?: Schema
  /** By status; null where there is no body. */
  answers: Record<string, Schema | null>
}

/** The part of GitHub's published description that is needed here, as plain JSON Schema. */
export interface Description {
  version: string
  endpoints: Record<string, EndpointDescription>
  /** By event and action, `issues-opened`. */
  webhooks: Record<string, Schema>
  schemas: Record<string, Schema>
}

export const DESCRIPTION_FILE = new URL('github-description.json', import.meta.url)

export const readDescription = (): Description => JSON.parse(readFileSync(DESCRIPTION_FILE, 'utf8'))
