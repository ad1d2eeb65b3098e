/** Addresses of the Link header by their relation. */
function links(header: string | undefined): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, url, rel] of (header ?? '').matchAll(/<([^<>]+)>;\s*rel="(\w+)"/g)) {
    if (url !== undefined && rel !== undefined) found.set(rel, url)
  }
  return found
}

export const hasNextPage = (header: string | undefined): boolean => links(header).has('next')

/**
 * The number of the last page. Null where GitHub says that there are more and not how many, as it does of issues:
 * those lists go by a cursor.
 */
export function lastPage(header: string | undefined): number | null {
  const relations = links(header)
  if (!relations.has('next')) return 1
  const page = Number(new URL(relations.get('last') ?? 'x:').searchParams.get('page'))
  return Number.isSafeInteger(page) && page > 0 ? page : null
}
