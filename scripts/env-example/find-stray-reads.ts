import { isTest, type Sources } from '../layers/layer-table.ts'
import { findEnvironmentReads } from '../layers/syntax.ts'

/** The environment is read once, when a process starts: everything else is handed its settings. */
export function findStrayReads(sources: Sources, readers: string[]): string[] {
  return Object.entries(sources)
    .filter(([path]) => /\.tsx?$/.test(path) && !readers.includes(path) && !isTest(path))
    .flatMap(([path, source]) =>
      findEnvironmentReads(path, source).map(
        ({ line }) => `${path}:${line}: reads process.env; only ${readers.join(' and ')} may`,
      ),
    )
}
