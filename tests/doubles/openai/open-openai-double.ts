import { openServer } from '../github/http/open-server.ts'
import type { ModelLog, ModelRequest, OpenAiDouble, OpenAiDoubleOptions } from './contract.ts'
import { CONTROL_PATH, createControl } from './control.ts'
import { createModelFaultBook } from './fault-book.ts'
import { scripts } from './scripts/index.ts'
import { createChatServer } from './serve-chat.ts'

/** An OpenAI-compatible server on loopback, in this process. Its models are scripts. */
export async function openOpenAiDouble(options: OpenAiDoubleOptions = {}): Promise<OpenAiDouble> {
  const faultBook = createModelFaultBook()
  const requests: ModelRequest[] = []
  const problems: string[] = []
  const log: ModelLog = {
    requests: () => [...requests],
    served() {
      const answered = requests.flatMap(({ usage }) => usage ?? [])
      return {
        calls: answered.length,
        inputTokens: answered.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
        outputTokens: answered.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
      }
    },
    problems: () => [...problems],
    clear() {
      requests.length = 0
    },
  }
  const problem = (sentence: string) => void problems.push(sentence)
  const serve = createChatServer({
    scripts: { ...scripts, ...options.scripts },
    apiKey: options.apiKey,
    faultBook,
    note: (request) => void requests.push(request),
    problem,
  })
  const control = createControl({ log, faults: faultBook.faults })

  const server = await openServer(
    options.port ?? 0,
    (request, response) =>
      request.url === CONTROL_PATH ? control(request, response) : serve(request, response),
    (error) => problem(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  )
  const close = () => server.close()
  return {
    baseUrl: `${server.url}/v1`,
    log,
    faults: faultBook.faults,
    close,
    [Symbol.asyncDispose]: close,
  }
}
