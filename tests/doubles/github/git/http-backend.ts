import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { GIT_ENVIRONMENT } from './run-git.ts'

export interface BackendCall {
  /** The bare repository. */
  path: string
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack` */
  service: string
  query: string
  method: string
  headers: IncomingHttpHeaders
  body: Buffer
  /** Who pushes; undefined for who may only read. */
  pusher: string | undefined
  /** Of the repository's hooks. */
  env: NodeJS.ProcessEnv
}

export interface BackendAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** `git http-backend`, a CGI program that is a part of git. */
export async function callBackend(call: BackendCall): Promise<BackendAnswer> {
  const child = spawn('git', ['http-backend'], {
    env: environmentOf(call),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => {})
  child.stdin.end(call.body)
  const [output] = await Promise.all([buffer(child.stdout), once(child, 'close')])
  return readAnswer(output)
}

function environmentOf({
  path,
  service,
  query,
  method,
  headers,
  body,
  pusher,
  env,
}: BackendCall): NodeJS.ProcessEnv {
  return {
    ...GIT_ENVIRONMENT,
    ...env,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROJECT_ROOT: path,
    PATH_INFO: service,
    QUERY_STRING: query,
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: String(headers['content-encoding'] ?? ''),
    GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    ...(pusher !== undefined && { REMOTE_USER: pusher }),
  }
}

/** CGI: headers, an empty line, the body. */
function readAnswer(output: Buffer): BackendAnswer {
  const end = output.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of output.toString('latin1', 0, Math.max(end, 0)).split('\r\n')) {
    const [name = '', ...value] = line.split(': ')
    headers[name.toLowerCase()] = value.join(': ')
  }
  const { status = end === -1 ? '500' : '200', ...others } = headers
  return { status: Number.parseInt(status, 10), headers: others, body: output.subarray(end + 4) }
}
