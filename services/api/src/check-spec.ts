import { DomainError, type GraphId, graphDescriptors, isGraphId, type Json } from '@pm-bot/domain'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describeInvalid } from './describe-invalid.ts'

const ajv = new Ajv2020({ allErrors: true, strict: false })

const validators = new Map<string, ValidateFunction>(
  graphDescriptors.map(({ graphId, specSchema }) => [graphId, ajv.compile(specSchema as object)]),
)

/** @throws DomainError when there is no such graph, or it cannot run with this spec */
export function checkSpec(graphId: string, spec: Json): asserts graphId is GraphId {
  const validate = validators.get(graphId)
  if (!isGraphId(graphId) || !validate) {
    const message = `is no graph; there are ${graphDescriptors.map((graph) => graph.graphId).join(', ')}`
    throw new DomainError('invalid_spec', `“graphId” ${message}`, {
      errors: [{ in: 'body', path: 'graphId', message }],
    })
  }
  if (validate(spec)) return
  const { sentence, errors } = describeInvalid(validate.errors ?? [], 'body', ['spec'])
  throw new DomainError('invalid_spec', sentence, { errors })
}
