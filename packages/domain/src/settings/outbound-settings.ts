import type { SettingReader } from './setting-reader.ts'

/** The way out: what lies between pm-bot and hosts elsewhere, and whose certificates are trusted there. */
export interface OutboundSettings {
  /** `http://[user:password@]host[:port]`, for addresses with https. */
  httpsProxy: string | null
  httpProxy: string | null
  /** Hosts that are reached without a proxy, with commas between. */
  noProxy: string | null
  /** A file of PEM certificates that are trusted besides those of the system. */
  caFile: string | null
}

/** Nothing lies between. */
export const DIRECT: OutboundSettings = { httpsProxy: null, httpProxy: null, noProxy: null, caFile: null }

/** By the names that other programs take as well; of those of proxies the lower-case ones come first, as curl has it. */
export function readOutboundSettings(
  environment: Readonly<Record<string, string | undefined>>,
  { text, check }: Pick<SettingReader, 'text' | 'check'>,
): OutboundSettings {
  const proxy = (name: 'HTTPS_PROXY' | 'HTTP_PROXY'): string | null => {
    const value = environment[name.toLowerCase()]?.trim() || text(name)
    if (value === '') return null
    const url = URL.parse(value)
    const isProxy = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/'
    check(name, isProxy, 'must be the address of a proxy such as http://proxy.example.org:3128.')
    return value
  }
  return {
    httpsProxy: proxy('HTTPS_PROXY'),
    httpProxy: proxy('HTTP_PROXY'),
    noProxy: environment.no_proxy?.trim() || text('NO_PROXY') || null,
    caFile: text('NODE_EXTRA_CA_CERTS') || environment.SSL_CERT_FILE || environment.GIT_SSL_CAINFO || null,
  }
}

/** What must not be shown of it. */
export function secretsOf({ httpsProxy, httpProxy }: OutboundSettings): string[] {
  return [httpsProxy, httpProxy].flatMap((proxy) => {
    const password = proxy === null ? '' : (URL.parse(proxy)?.password ?? '')
    return password === '' ? [] : [password, decodeURIComponent(password)]
  })
}
