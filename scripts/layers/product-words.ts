import { findIdentifiers } from './syntax.ts'

/** The runtime serves any actors. `run` is left out: there it is a verb. */
const PRODUCT_WORDS = new Set(['repo', 'inbox', 'changeset', 'approval', 'workspace', 'artifact'])

export function findProductWords(path: string, source: string): string[] {
  return findIdentifiers(path, source).flatMap(({ text, line }) => {
    const word = wordsOf(text).find((each) => PRODUCT_WORDS.has(each))
    return word
      ? [`${path}:${line}: \`${text}\` speaks of “${word}”, but the runtime knows no noun of pm-bot`]
      : []
  })
}

/** `repoIds` and `REPO_IDS` are both repo and id. */
function wordsOf(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_$]+/)
    .map((word) => word.replace(/(?<=x)es$|s$/, ''))
}
