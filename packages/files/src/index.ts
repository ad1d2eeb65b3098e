export { openArtifactStore } from './open-artifact-store.ts'
