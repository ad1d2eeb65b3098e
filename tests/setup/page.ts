import { buildPage } from '../../packages/cli/src/build-page.ts'

/** Once for all test files, so that they do not build it side by side. */
export default async (): Promise<void> => void (await buildPage(() => {}))
