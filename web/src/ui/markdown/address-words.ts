/** What is said beside a link whose text is not all there is to know: its address, its title, and where that leads. */
export function addressWords({ href, title }: { href: string; title: string }, shown: string): string {
  const site = siteOf(href)
  const says = site !== undefined && href.toLowerCase().startsWith(site)
  const isElsewhere = site !== undefined && !(says && /^(?:$|[/?#])/.test(href.slice(site.length)))
  return [...(href !== shown || title ? [href, title] : []), ...(isElsewhere ? [`leads to ${site}`] : [])]
    .filter(Boolean)
    .join(', ')
}

/** As a browser reads it: without a name before an @, and in letters that look like no others. */
function siteOf(href: string): string | undefined {
  return /^https?:/i.test(href) && URL.canParse(href) ? new URL(href).origin : undefined
}
