import { appendFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from './random.ts'
import { WORLD_PATHS, type WorldEvent } from './world.ts'

// The outside world: a process of its own that no fault reaches, and that is a nuisance by itself.
const [seed, logFile] = process.argv.slice(2)
process.on('disconnect', () => process.exit())

/** What was done, by path and marker; everything but branches may be done again. */
const applied = new Map<string, number>()
/** How often it was asked to do it. */
const asked = new Map<string, number>()

/** Long enough that its attempt is met by a fault. */
const SLOW_MS = 1500

type Mood = 'fine' | 'refuse' | 'drop' | 'slow'

/** The first requests for a thing may go wrong; after that it behaves. */
function moodOf(thing: string, time: number): Mood {
  const random = createRandom(Number(seed), `${thing}/${time}`)
  if (time > 2 || random.chance(0.4)) return 'fine'
  return random.pick(['refuse', 'drop', 'drop', 'slow', 'slow'])
}

const server = createServer(async (request, response) => {
  const [, path = '', id = ''] = (request.url ?? '').split('/')
  if (!WORLD_PATHS.some((each) => each === path)) return answer(response, 404)
  const thing = `${path}/${id}`
  const say = (what: WorldEvent['what']) => {
    const { 'x-token': token, 'x-pid': pid } = request.headers
    const event: WorldEvent = { at: Date.now(), id, token: String(token), pid: Number(pid), what, path }
    appendFileSync(logFile!, `${JSON.stringify(event)}\n`)
  }
  if (request.method === 'GET') {
    say('looked')
    return answer(response, 200, String(applied.get(thing) ?? 0))
  }

  const time = (asked.get(thing) ?? 0) + 1
  asked.set(thing, time)
  const mood = moodOf(thing, time)
  if (mood === 'refuse') {
    say('refused')
    return answer(response, 500)
  }
  // At once: what a killed attempt asked for must not still be on its way when the next one looks.
  if (path === 'branches' && applied.has(thing)) return answer(response, 422)
  applied.set(thing, (applied.get(thing) ?? 0) + 1)
  say('applied')
  if (mood === 'drop') return void request.socket.destroy()
  await sleep(mood === 'slow' ? SLOW_MS : 20)
  answer(response, 201)
})

function answer(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status).end(body)
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  process.stdout.write(`the world is ready at http://127.0.0.1:${port}\n`)
})
