import { Ajv2020 } from 'ajv/dist/2020.js'
import type { FastifySchemaCompiler } from 'fastify'

/** A body says what it means: nothing is coerced, nothing left out silently. */
const bodies = new Ajv2020({ useDefaults: true })
/** Queries, path parameters and headers are text and become numbers, or lists, where such are asked for. */
const texts = new Ajv2020({ useDefaults: true, coerceTypes: 'array' })

export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? bodies : texts).compile(schema)
