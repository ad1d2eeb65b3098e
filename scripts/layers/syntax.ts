import { parseSync } from 'oxc-parser'

export interface Found {
  text: string
  line: number
}

interface Node {
  type: string
  start: number
  [property: string]: unknown
}

/** The specifier of every import in all its forms: static, type, export-from, `import()`, `import('x').T`, require. */
export function findImports(path: string, source: string): Found[] {
  return collect(path, source, (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
        return literal(node.source)
      case 'TSExternalModuleReference':
        return literal(node.expression)
      case 'CallExpression':
        return isNamed(node.callee, 'require') ? literal((node.arguments as unknown[])[0]) : undefined
      default:
        return undefined
    }
  })
}

export function findIdentifiers(path: string, source: string): Found[] {
  return collect(path, source, (node) => (node.type === 'Identifier' ? String(node.name) : undefined))
}

/**
 * Every `process.env`, also as `process['env']`. Handing PATH to a child is no setting of ours, and deleting a
 * variable reads nothing.
 */
export function findEnvironmentReads(path: string, source: string): Found[] {
  const excused = new Set<unknown>()
  return collect(path, source, (node) => {
    if (node.type === 'UnaryExpression' && node.operator === 'delete') excused.add(objectOf(node.argument))
    if (isNamed(node.property, 'PATH')) excused.add(node.object)
    return isEnvironment(node) && !excused.has(node) ? 'process.env' : undefined
  })
}

function isEnvironment(node: Node): boolean {
  if (node.type !== 'MemberExpression' || !isNamed(node.object, 'process')) return false
  return isNamed(node.property, 'env') || literal(node.property) === 'env'
}

function objectOf(value: unknown): unknown {
  return isNode(value) ? value.object : undefined
}

function collect(path: string, source: string, textOf: (node: Node) => string | undefined): Found[] {
  const { program, errors } = parseSync(path, source)
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  const found: Found[] = []
  walk(program, (node) => {
    const text = textOf(node)
    if (text !== undefined) found.push({ text, line: source.slice(0, node.start).split('\n').length })
  })
  return found
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit)
  } else if (isNode(value)) {
    visit(value)
    for (const child of Object.values(value)) if (typeof child === 'object') walk(child, visit)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && value.type === 'Identifier' && value.name === name
}

function literal(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'string'
    ? value.value
    : undefined
}
