export { openArtifactStore } from './open-artifact-store.ts'
export { openRunFiles } from './open-run-files.ts'
export { removeTree } from './remove-tree.ts'
