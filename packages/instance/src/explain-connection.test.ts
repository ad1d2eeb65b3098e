import { expect, test } from 'vitest'
import { explainConnection } from './explain-connection.ts'
import { StartError } from './start-error.ts'

const explain = (error: unknown) => explainConnection(error, 'postgres://me:secret@db.home:5432/pmbot')

test.each([
  [{ code: 'ECONNREFUSED' }, 'nothing listens there'],
  [{ code: '3D000' }, 'there is no such database'],
  [new Error('Connection terminated unexpectedly'), 'it broke off the connection'],
  [{ code: '57P03', message: 'the database system is starting up' }, 'it broke off the connection'],
])('what %j means is said without the password', (error, sentence) => {
  const explained = explain(error)
  expect(explained).toBeInstanceOf(StartError)
  expect(String(explained)).toContain(`cannot open the database pmbot at db.home:5432: ${sentence}`)
  expect(String(explained)).not.toContain('secret')
})

test('what nobody can mend in the settings is left as it is', () => {
  const error = new TypeError('x is not a function')
  expect(explain(error)).toBe(error)
})
