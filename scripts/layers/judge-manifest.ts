import { ourPackage } from './layer-table.ts'

/** Whether the dependencies of ours in a package.json are those that the code imports and the table allows. */
export function judgeManifest(
  path: string,
  source: string,
  imported: Set<string>,
  allowed: string[],
): string[] {
  const declared = Object.keys(JSON.parse(source).dependencies ?? {})
    .map((name) => ourPackage(name)?.name)
    .filter((name) => name !== undefined)
  const lines = source.split('\n')
  const at = (name: string) =>
    `${path}:${lines.findIndex((line) => line.includes(`"@pm-bot/${name}"`)) + 1 || 1}`

  const forbidden = declared.filter((name) => !allowed.includes(name))
  const unused = declared.filter((name) => allowed.includes(name) && !imported.has(name))
  const missing = [...imported].filter((name) => allowed.includes(name) && !declared.includes(name))
  return [
    ...forbidden.map(
      (name) => `${at(name)}: depends on @pm-bot/${name}, which the layer table does not allow`,
    ),
    ...unused.map((name) => `${at(name)}: depends on @pm-bot/${name}, which no file imports`),
    ...missing.map((name) => `${at(name)}: does not depend on @pm-bot/${name}, which its files import`),
  ]
}
