import { buildPage } from './build-page.ts'

/** Does nothing when the page is built already. */
export async function build(): Promise<void> {
  const directory = await buildPage(() => {})
  process.stdout.write(`The page is built, in ${directory}.\n`)
}
