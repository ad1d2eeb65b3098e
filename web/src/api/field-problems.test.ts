import { expect, test } from 'vitest'
import { ApiProblem } from './api-problem.ts'
import { fieldProblems } from './field-problems.ts'

test('finds what the server says about each field', () => {
  const errors = [
    { in: 'body', path: 'spec.command.0', message: 'must not be empty' },
    { in: 'body', path: 'spec.command.0', message: 'said twice' },
    { in: 'body', path: '', message: 'is about the whole' },
    'nonsense',
  ]
  expect(fieldProblems(new ApiProblem(422, { errors }))).toEqual({ 'spec.command.0': 'must not be empty' })
  expect(fieldProblems(new Error('other'))).toEqual({})
})
