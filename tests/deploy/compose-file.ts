import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Service {
  image?: string
  build?: { context: string; dockerfile: string; args: Record<string, string> }
  command?: string[]
  environment: Record<string, string>
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  ports?: string[]
  volumes?: string[]
  tmpfs?: string[]
  secrets?: string[]
  profiles?: string[]
  restart?: string
  init?: boolean
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  stop_grace_period?: string
  container_name?: string
  network_mode?: string
  privileged?: boolean
}

export interface ComposeFile {
  services: Record<string, Service>
  volumes: Record<string, unknown>
  secrets: Record<string, { file: string }>
}

const FILE = new URL('../../docker-compose.yml', import.meta.url)

/** docker-compose.yml as compose sees it with these variables. @throws what compose would say of one that is missing */
export function readComposeFile(variables: Record<string, string>): ComposeFile {
  return interpolate(parse(readFileSync(FILE, 'utf8'), { merge: true }), variables) as ComposeFile
}

function interpolate(value: unknown, variables: Record<string, string>): unknown {
  if (typeof value === 'string') return interpolateText(value, variables)
  if (Array.isArray(value)) return value.map((item) => interpolate(item, variables))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolate(item, variables)]))
}

/** `$$`, `${NAME:-default}`, `${NAME:+instead}` and `${NAME:?message}`: no other form is used, and any other fails here. */
function interpolateText(text: string, variables: Record<string, string>): string {
  return text.replaceAll(/\$(?:\$|\{(\w+):([-+?])([^}]*)\})?/g, (found, name, operator, rest) => {
    if (found === '$$') return '$'
    if (name === undefined) throw new Error(`a lone $ in “${text}”`)
    const value = variables[name]
    if (operator === '+') return value ? rest : ''
    if (value) return value
    if (operator === '?') throw new Error(`required variable ${name} is missing a value: ${rest}`)
    return rest
  })
}
