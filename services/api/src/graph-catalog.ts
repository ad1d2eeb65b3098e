import { DomainError, type GraphDescriptor, graphDescriptors, type Json } from '@pm-bot/domain'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describeInvalid } from './describe-invalid.ts'

/** The graphs that a run can use here. */
export interface GraphCatalog {
  descriptors: readonly GraphDescriptor[]
  /** @throws DomainError when there is no such graph, or it cannot run with this spec */
  checkSpec(graphId: string, spec: Json): void
}

const ajv = new Ajv2020({ allErrors: true, strict: false })
const validatorOf = ({ graphId, specSchema }: GraphDescriptor): [string, ValidateFunction] => [
  graphId,
  ajv.compile(specSchema as object),
]
const ownValidators = graphDescriptors.map(validatorOf)

/** Those of pm-bot, and those that the operator installed. */
export function openGraphCatalog(installed: readonly GraphDescriptor[] = []): GraphCatalog {
  const descriptors = [...graphDescriptors, ...installed]
  const validators = new Map([...ownValidators, ...installed.map(validatorOf)])
  return {
    descriptors,
    checkSpec(graphId, spec) {
      const validate = validators.get(graphId)
      if (!validate) {
        const message = `is no graph; there are ${descriptors.map((graph) => graph.graphId).join(', ')}`
        throw new DomainError('invalid_spec', `“graphId” ${message}`, {
          errors: [{ in: 'body', path: 'graphId', message }],
        })
      }
      if (validate(spec)) return
      const { sentence, errors } = describeInvalid(validate.errors ?? [], 'body', ['spec'])
      throw new DomainError('invalid_spec', sentence, { errors })
    },
  }
}
