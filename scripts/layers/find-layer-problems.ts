import { judgeImport } from './judge-import.ts'
import { judgeManifest } from './judge-manifest.ts'
import { isTest, type LayerTable, ourPackage, type Sources, workspaceOf } from './layer-table.ts'
import { findProductWords } from './product-words.ts'
import { findImports } from './syntax.ts'

/** Where the code disagrees with the table: a line `path:line: sentence` for each. */
export function findLayerProblems(sources: Sources, layers: LayerTable): string[] {
  const problems: string[] = []
  const imported = new Map<string, Set<string>>(Object.keys(layers).map((folder) => [folder, new Set()]))

  for (const [path, source] of Object.entries(sources)) {
    if (!/\.tsx?$/.test(path)) continue
    const workspace = workspaceOf(path, layers)
    for (const { text: specifier, line } of findImports(path, source)) {
      const problem = judgeImport(path, specifier, layers)
      if (problem) problems.push(`${path}:${line}: ${problem}`)
      const ours = ourPackage(specifier)
      if (ours && workspace && !isTest(path)) imported.get(workspace)?.add(ours.name)
    }
    if (workspace === 'packages/runtime' && !isTest(path)) problems.push(...findProductWords(path, source))
  }

  for (const [workspace, names] of imported) {
    const manifest = `${workspace}/package.json`
    const source = sources[manifest]
    if (source) problems.push(...judgeManifest(manifest, source, names, layers[workspace] ?? []))
  }
  return problems
}
