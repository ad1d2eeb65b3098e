import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type GraphDescriptor, isGraphId, type Json } from '@pm-bot/domain'
import { StartError } from './start-error.ts'

/** A graph that somebody wrote for LangGraph and the operator installed. Its module is run by workers and read by nobody else. */
export interface InstalledGraph {
  descriptor: GraphDescriptor
  /** Absolute path. */
  module: string
  /** What the module exports it as. */
  exported: string
}

const NAME = /^[a-z][a-z0-9_-]{0,59}(\/v[1-9][0-9]{0,3})?$/

const ANY_SPEC: Json = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Input',
  description: 'Given to the graph beside its messages.',
  type: 'object',
}

/**
 * The graphs of a `langgraph.json`, the file by which LangGraph's own server finds them: a name and `./file.js:export`, or
 * an object with that as `path`, and perhaps `description` and the JSON Schema `specSchema` of its further input.
 * @throws StartError that says what is wrong with the file
 */
export function readInstalledGraphs(file: string | null): InstalledGraph[] {
  if (file === null) return []
  const refuse = (what: string): never => {
    throw new StartError(`PMBOT_GRAPHS_FILE: ${file} ${what}`)
  }
  const graphs = entriesOf(file, refuse).map(([name, value]) =>
    readGraph(name, value, dirname(resolve(file)), refuse),
  )
  const ids = graphs.map(({ descriptor }) => descriptor.graphId)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) refuse(`names two graphs that are both ${twice}`)
  return graphs
}

type Refuse = (what: string) => never

function entriesOf(file: string, refuse: Refuse): [string, unknown][] {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    refuse(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    refuse('is not JSON')
  }
  const { graphs } = (isObject(content) ? content : {}) as { graphs?: unknown }
  return isObject(graphs) ? Object.entries(graphs) : refuse('has no “graphs”, an object of names and paths')
}

function readGraph(name: string, value: unknown, directory: string, refuse: Refuse): InstalledGraph {
  if (!NAME.test(name)) {
    refuse(
      `names a graph “${name}”; a name is made of a–z, 0–9, _ and -, with /v1 or another version at its end`,
    )
  }
  const graphId = name.includes('/') ? name : `${name}/v1`
  if (isGraphId(graphId)) refuse(`names a graph ${graphId}, which is one of pm-bot's own`)
  const {
    path,
    description,
    specSchema = ANY_SPEC,
  } = (isObject(value) ? value : { path: value }) as {
    path?: unknown
    description?: unknown
    specSchema?: Json
  }
  const [, where, exported] = /^(.+):([A-Za-z_$][\w$]*)$/.exec(String(path)) ?? []
  if (where === undefined || exported === undefined) refuse(`does not say ./file.js:export of ${name}`)
  const module = resolve(directory, where!)
  if (!statSync(module, { throwIfNoEntry: false })?.isFile())
    refuse(`says that ${name} is in ${module}, where no file is`)
  if (!isObject(specSchema)) refuse(`has a specSchema of ${name} that is no JSON Schema of an object`)
  return {
    descriptor: {
      graphId,
      title: graphId,
      description:
        typeof description === 'string'
          ? description.slice(0, 1000)
          : `A graph of yours, from ${file(module)}.`,
      specSchema,
      tools: null,
    },
    module,
    exported: exported!,
  }
}

const file = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
