import { createRedactor, type GitHubSettings, type OutboundSettings } from '@pm-bot/domain'
import { wayOut } from '@pm-bot/outbound'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('github')
const PATIENCE_MS = 5000
const SOON_MS = 7 * 24 * 60 * 60 * 1000
const ENTERPRISE =
  'For Enterprise Server GITHUB_API_URL is https://<host>/api/v3; for github.com leave it empty.'

/**
 * One question, which costs no quota. An App would have to prove itself for more than that, and does so as
 * soon as the page asks; here it is found out whether anybody answers.
 */
export async function askGitHub(
  { apiUrl, token }: GitHubSettings,
  outbound: OutboundSettings,
): Promise<Finding> {
  const place = apiUrl.host
  try {
    const response = await wayOut(outbound)(`${apiUrl.href.replace(/\/$/, '')}/rate_limit`, {
      headers: {
        accept: 'application/vnd.github+json',
        'user-agent': 'pm-bot',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const text = (await response.text()).slice(0, 100_000)
    const finding = judgeAnswer(place, response, readJson(text), token !== null)
    // Whoever answers may say the token back.
    return createRedactor(token === null ? [] : [token]).json(finding)
  } catch (error) {
    return judgeSilence(place, error)
  }
}

interface Told {
  message?: unknown
  rate?: { limit?: unknown; remaining?: unknown }
}

function judgeAnswer(place: string, response: Response, told: Told | undefined, hasToken: boolean): Finding {
  const words = typeof told?.message === 'string' ? told.message.slice(0, 200) : `status ${response.status}`
  const whom = hasToken ? 'GITHUB_TOKEN' : 'an App'
  switch (true) {
    case response.status === 401:
      return problem(
        `${place} does not accept GITHUB_TOKEN: ${words}.`,
        'It may have ended or been taken back: make a new one (docs/github.md) and set it.',
      )
    case response.status === 403 || response.status === 429:
      return problem(
        `${place} refuses to answer ${whom}: ${words}.`,
        'Allow this address and the token in the settings of the organisation, or wait until the quota is there again.',
      )
    case response.status === 404 && /rate limit/i.test(words):
      return ok(`${place} answers, and has no quota.`)
    case response.status >= 500:
      return warning(
        `${place} has trouble of its own: ${words}.`,
        'Try again later; pm-bot does so by itself.',
      )
    case response.status !== 200 || typeof told?.rate?.limit !== 'number':
      return problem(`What answers at ${place} is not GitHub's API (${words}).`, ENTERPRISE)
  }
  const end = Date.parse(response.headers.get('github-authentication-token-expiration') ?? '')
  if (end - Date.now() < SOON_MS)
    return warning(
      `GITHUB_TOKEN ends on ${new Date(end).toISOString().slice(0, 10)}.`,
      'Make a new one and set it before that day.',
    )
  const { limit, remaining } = told.rate
  const quota = `${remaining} of ${limit} requests are left in this hour`
  return ok(hasToken ? `${place} accepts GITHUB_TOKEN; ${quota}.` : `${place} answers.`)
}

function judgeSilence(place: string, error: unknown): Finding {
  const { name, cause } = error as Error
  const code = String((cause as NodeJS.ErrnoException | undefined)?.code ?? name)
  if (name === 'TimeoutError')
    return problem(
      `${place} did not answer within ${PATIENCE_MS / 1000} s.`,
      'Look at the way there: DNS, proxy, firewall.',
    )
  if (/CERT|SELF_SIGNED|ISSUER|TLS|SSL/.test(code))
    return problem(
      `The certificate of ${place} is not trusted (${code}).`,
      'Name the authority that signed it in NODE_EXTRA_CA_CERTS.',
    )
  return problem(
    `${place} cannot be reached (${code}).`,
    'Look at GITHUB_API_URL and at the way there: DNS, proxy, firewall.',
  )
}

function readJson(text: string): Told | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
