const KNOWN: Record<string, string> = {
  OWNER: 'owner',
  MEMBER: 'member',
  COLLABORATOR: 'collaborator',
  CONTRIBUTOR: 'contributed before',
}

/** GitHub's word for how an author belongs to the repository; whatever it does not say is outside. */
export function trustOf(association: string): { word: string; isOutside: boolean } {
  const word = Object.hasOwn(KNOWN, association) ? KNOWN[association] : undefined
  return word ? { word, isOutside: false } : { word: 'outside', isOutside: true }
}
