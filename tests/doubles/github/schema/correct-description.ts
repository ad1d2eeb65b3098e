import type { Description, Schema } from './description.ts'

/** Where GitHub's servers answer what its description forbids. */
export function correctDescription({ endpoints, schemas }: Description): void {
  // A comment on a line that a later push took away has null in both.
  allowNull(schemas['pull-request-review-comment'], 'line', 'position')
  // There, an account would have to be a person and an enterprise at once.
  const installations = endpoints['GET /app/installations']
  if (installations) {
    installations.answers[200] = { type: 'array', items: { $ref: '#/schemas/installation' } }
  }
  // A label that was made by being named has no description.
  allowNull(propertiesOf(schemas['pull-request-simple']).labels?.items as Schema, 'description')
  // Every error has its status.
  propertiesOf(schemas['validation-error']).status = { type: 'string' }
}

function allowNull(schema: Schema | undefined, ...names: string[]): void {
  for (const name of names) {
    const property = propertiesOf(schema)[name]
    if (typeof property?.type !== 'string') throw new Error(`${name} is described in another way now.`)
    property.type = [property.type, 'null']
  }
}

function propertiesOf(schema: Schema | undefined): Record<string, Schema> {
  return schema?.properties as Record<string, Schema>
}
