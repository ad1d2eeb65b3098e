import * as files from '../../packages/files/src/index.ts'
import { between } from './reach.fixture.ts'

export * from '../../packages/files/src/index.ts'

export function openArtifactStore(
  options: Parameters<typeof files.openArtifactStore>[0],
): ReturnType<typeof files.openArtifactStore> {
  const real = files.openArtifactStore(options)
  return {
    ...real,
    put: (artifact) => between(`keep ${artifact.kind}`, () => real.put(artifact)),
  }
}
