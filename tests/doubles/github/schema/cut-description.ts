import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENDPOINTS } from '../rest/endpoints.ts'
import { WEBHOOK_SCHEMAS } from '../webhooks/webhook-schemas.ts'
import { correctDescription } from './correct-description.ts'
import { cut } from './cut.ts'
import { DESCRIPTION_FILE } from './description.ts'
import type { OpenApi } from './open-api.ts'

/*
 * Writes github-description.json anew: `node tests/doubles/github/schema/cut-description.ts`, after an
 * endpoint was added. The whole package is 385 MB, so it is no dependency.
 */

const PACKAGE = '@octokit/openapi@23.0.2'
const FILE = 'package/generated/api.github.com.json'

const description = cut(download(), {
  version: PACKAGE,
  endpoints: ENDPOINTS,
  webhooks: WEBHOOK_SCHEMAS,
})
correctDescription(description)
writeFileSync(DESCRIPTION_FILE, `${JSON.stringify(description)}\n`)

function download(): OpenApi {
  const folder = mkdtempSync(join(tmpdir(), 'github-description-'))
  try {
    const pack = execFileSync('npm', ['pack', '--silent', PACKAGE], { cwd: folder, encoding: 'utf8' })
    execFileSync('tar', ['-xzf', pack.trim(), FILE], { cwd: folder })
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
