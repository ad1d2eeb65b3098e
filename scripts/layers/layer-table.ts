/** The folder of a workspace, and the names of those that it may import. */
export type LayerTable = Record<string, string[]>

/** Path from the root, with forward slashes, to text. */
export type Sources = Record<string, string>

const SCOPE = '@pm-bot/'

export function workspaceOf(path: string, layers: LayerTable): string | undefined {
  return Object.keys(layers).find((folder) => path.startsWith(`${folder}/`))
}

/** `store` of `@pm-bot/store` and of `@pm-bot/store/src/tables.ts`, with what follows it. */
export function ourPackage(specifier: string): { name: string; inside: string } | undefined {
  if (!specifier.startsWith(SCOPE)) return undefined
  const [name = '', ...inside] = specifier.slice(SCOPE.length).split('/')
  return { name, inside: inside.join('/') }
}

/** Tests, what they share, and suites for several drivers. They may look further than the code they test. */
export function isTest(path: string): boolean {
  return /\.(test|fixture|contract)\.tsx?$/.test(path) || /\/(conformance|examples)\//.test(path)
}
