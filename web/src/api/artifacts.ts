import { getText } from './client.ts'
import { createRead } from './create-read.ts'

export const artifactUrl = (id: string) => `/api/artifacts/${id}/content`

/** An artifact's content never changes, so it is read once. */
export const createArtifactText = (id: () => string | undefined) =>
  createRead(() => {
    const artifactId = id()
    return {
      key: ['artifact-text', artifactId],
      read: (signal) => getText(artifactUrl(artifactId!), signal),
      enabled: artifactId !== undefined,
    }
  })
