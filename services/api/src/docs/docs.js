/** An element with attributes and children; text is text, never markup. */
function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children.filter((child) => child !== undefined))
  return node
}

/** A schema as people write types. */
function typeOf(schema) {
  if (!schema) return 'nothing'
  if (schema.$ref) return schema.$ref.split('/').at(-1)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.type === 'array') return `${typeOf(schema.items)}[]`
  if (schema.type === 'object' && schema.properties) {
    return `{ ${Object.entries(schema.properties)
      .map(([name, member]) => `${name}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(member)}`)
      .join(', ')} }`
  }
  return schema.type ?? 'anything'
}

function table(head, rows) {
  if (rows.length === 0) return undefined
  const line = (name, cells) => element('tr', {}, ...cells.map((cell) => element(name, {}, cell)))
  return element('table', {}, line('th', head), ...rows.map((row) => line('td', row)))
}

const code = (text) => element('code', {}, text)

function operation(method, path, { operationId, summary, parameters = [], requestBody, responses }) {
  const inputs = parameters.map((each) => [
    code(each.name),
    each.in,
    code(typeOf(each.schema)),
    each.description ?? each.schema?.description ?? '',
  ])
  for (const { schema } of Object.values(requestBody?.content ?? {})) {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const where = schema.required?.includes(name) ? 'body, required' : 'body'
      inputs.push([code(name), where, code(typeOf(member)), member.description ?? ''])
    }
  }
  const answers = Object.entries(responses ?? {}).map(([status, { description, content = {} }]) => [
    code(status),
    description,
    ...[Object.entries(content).map(([type, { schema }]) => code(`${type}: ${typeOf(schema)}`))[0] ?? ''],
  ])
  return element(
    'details',
    { id: operationId ?? `${method} ${path}` },
    element(
      'summary',
      {},
      element('span', { class: 'method' }, method.toUpperCase()),
      code(path),
      ` ${summary ?? ''}`,
    ),
    table(['Name', 'In', 'Type', ''], inputs),
    table(['Status', 'When', 'Body'], answers),
  )
}

function read(document_) {
  const reader = document.querySelector('#reader')
  document.querySelector('#about').textContent =
    `Version ${document_.info.version}. ${document_.info.description}`
  const operations = Object.entries(document_.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, details]) => ({ path, method, details })),
  )
  const sections = document_.tags.map(({ name, description }) =>
    element(
      'section',
      { id: name },
      element('h2', {}, name),
      element('p', {}, description ?? ''),
      ...operations
        .filter(({ details }) => details.tags?.includes(name))
        .map(({ method, path, details }) => operation(method, path, details)),
    ),
  )
  const schemas = Object.entries(document_.components.schemas).map(([name, schema]) =>
    element(
      'details',
      { id: name },
      element('summary', {}, code(name)),
      element('pre', {}, JSON.stringify(schema, null, 2)),
    ),
  )
  reader.replaceChildren(
    ...sections,
    element('section', { id: 'schemas' }, element('h2', {}, 'Schemas'), ...schemas),
  )
  const links = [...document_.tags.map(({ name }) => name), 'schemas']
  document
    .querySelector('#contents')
    .replaceChildren(
      element('ul', {}, ...links.map((name) => element('li', {}, element('a', { href: `#${name}` }, name)))),
    )
}

try {
  read(await (await fetch('/openapi.json')).json())
} catch (error) {
  document
    .querySelector('#reader')
    .replaceChildren(element('p', {}, `/openapi.json could not be read: ${error.message}`))
}
