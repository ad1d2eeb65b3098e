/** Of GitHub's words for how an author belongs to a repository, those that are not said of a stranger. */
const WITHIN = new Set(['OWNER', 'MEMBER', 'COLLABORATOR', 'CONTRIBUTOR'])

/** Whose words these are; null is what the operator wrote here. */
export function searchTrust(association: string | null): 'operator' | 'repository' | 'outside' {
  if (association === null) return 'operator'
  return WITHIN.has(association) ? 'repository' : 'outside'
}
