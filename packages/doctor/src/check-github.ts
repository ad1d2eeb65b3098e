import { createPrivateKey } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type GitHubSettings, isLoopback, type Settings } from '@pm-bot/domain'
import { askGitHub } from './ask-github.ts'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('github')
const webhooks = verdictsOf('webhooks')

/** How GitHub would be reached, and as whom. Without a credential it is not asked at all. */
export async function checkGitHub(
  settings: Pick<Settings, 'github' | 'outbound' | 'publicUrl'>,
): Promise<Finding[]> {
  const { github, outbound, publicUrl } = settings
  const misplaced = checkApiUrl(github)
  const credential = checkCredential(github)
  const mayAsk = (github.token !== null || github.app !== null) && misplaced.length === 0
  const asked = mayAsk ? [await askGitHub(github, outbound)] : []
  return [...misplaced, ...credential, ...asked, checkWebhooks(github, publicUrl)]
}

function checkApiUrl({ apiUrl }: GitHubSettings): Finding[] {
  if (!/^(www\.)?github\.com$/.test(apiUrl.hostname)) return []
  return [
    problem(
      `GITHUB_API_URL is ${apiUrl.origin}, which serves pages and not the API.`,
      'Leave it empty for github.com; for Enterprise Server it is https://<host>/api/v3.',
    ),
  ]
}

function checkCredential({ token, app }: GitHubSettings): Finding[] {
  if (app) return [checkKeyFile(app.id, resolve(app.privateKeyFile))]
  if (token === null)
    return [ok('No credential is set: public repositories can be read, and nothing can be written.')]
  if (token.startsWith('ghp_'))
    return [
      warning(
        'GITHUB_TOKEN is a classic token, which may do far more than pm-bot needs.',
        'Make a fine-grained one; docs/github.md lists what it must be allowed.',
      ),
    ]
  return [ok('GITHUB_TOKEN is set.')]
}

/** Whoever has the key is the App, wherever it is installed. */
function checkKeyFile(id: string, file: string): Finding {
  const again = `Download a new key from the page of App ${id}, and set GITHUB_APP_PRIVATE_KEY_FILE to it.`
  if (!existsSync(file)) return problem(`There is no ${file}, where the key of App ${id} should be.`, again)
  if ((statSync(file).mode & 0o077) !== 0)
    return problem(
      `Others on this machine may read ${file}, with which they are the App.`,
      `Run: chmod 600 ${file}`,
    )
  try {
    createPrivateKey(readFileSync(file))
    return ok(`GITHUB_APP_ID is ${id}, and its key is yours alone.`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES')
      return problem(`${file} cannot be read by this user.`, 'Give it to the user who runs pm-bot.')
    return problem(`${file} is no private key.`, again)
  }
}

function checkWebhooks(
  { webhookSecrets, syncIntervalSeconds }: GitHubSettings,
  publicUrl: URL | null,
): Finding {
  const poll = `GitHub is asked every ${syncIntervalSeconds} s`
  if (webhookSecrets.length === 0) return webhooks.ok(`None are taken: ${poll}.`)
  if (publicUrl === null || isLoopback(publicUrl.hostname))
    return webhooks.warning(
      'GITHUB_WEBHOOK_SECRET is set, but GitHub cannot reach this machine by a loopback address.',
      'Set PMBOT_PUBLIC_URL to the address that GitHub can reach, or leave the secret out; polling goes on either way.',
    )
  const address = new URL('/webhooks/github', publicUrl)
  if (webhookSecrets.length > 1)
    return webhooks.warning(
      `They are taken at ${address}, signed with either of two secrets.`,
      'Take the old one out of GITHUB_WEBHOOK_SECRET once GitHub has the new one.',
    )
  return webhooks.ok(`They are taken at ${address}.`)
}
