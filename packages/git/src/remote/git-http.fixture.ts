import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { git } from '../repository.fixture.ts'

export interface GitServer {
  url: string
  /** What was asked, as `METHOD path`, with whether it carried the header. */
  requests: { line: string; authorization: string | undefined }[]
  /** Called before git answers; what it returns true for is answered by it. */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** The answer of the next push is kept back. */
  dropNextPush?: boolean
}

/** Serves a repository as GitHub does, by git http-backend, to whoever brings this header. */
export async function serveGit(repository: string, header: string | null = null): Promise<GitServer> {
  git(repository, 'config', 'http.receivepack', 'true')
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '' } = request
    const { authorization } = request.headers
    served.requests.push({ line: `${method} ${url}`, authorization })
    if (served.intercept?.(request, response)) return
    if (header !== null && authorization !== header.replace('Authorization: ', '')) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('no\n')
      return
    }
    runBackend(repository, request, response, () => {
      const isDropped = served.dropNextPush === true && url.endsWith('/git-receive-pack') && method === 'POST'
      if (isDropped) served.dropNextPush = false
      return isDropped
    })
  }
  const server = createServer(handle).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const served: GitServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/o/shop.git`,
    requests: [],
  }
  return served
}

function runBackend(
  repository: string,
  request: IncomingMessage,
  response: ServerResponse,
  isDropped: () => boolean,
): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://x')
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: repository,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname.replace('/o/shop.git', '/.git'),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: (request.headers['git-protocol'] as string) ?? '',
      REMOTE_USER: 'somebody',
    },
  })
  request.pipe(backend.stdin)
  backend.stdin.on('error', () => {})
  const chunks: Buffer[] = []
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  backend.on('close', () => {
    const answer = Buffer.concat(chunks)
    const end = answer.indexOf('\r\n\r\n')
    const headers = answer.subarray(0, end).toString().split('\r\n')
    const status = Number(/^Status: (\d+)/m.exec(headers.join('\n'))?.[1] ?? 200)
    if (isDropped()) return void response.destroy()
    for (const line of headers) {
      const [name = '', ...value] = line.split(': ')
      if (name !== 'Status' && name !== '') response.setHeader(name, value.join(': '))
    }
    response.writeHead(status).end(answer.subarray(end + 4))
  })
}
