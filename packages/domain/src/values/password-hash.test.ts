import { expect, test } from 'vitest'
import { hashPassword, isPassword, readPasswordHash } from './password-hash.ts'

test('a hash knows its password and no other', async () => {
  const hash = await hashPassword('correct horse battery')
  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await isPassword('correct horse battery', hash)).toBe(true)
  for (const wrong of ['', 'correct horse batter', 'correct horse battery ', hash])
    expect(await isPassword(wrong, hash), wrong).toBe(false)
})

test('the same password has another hash each time', async () => {
  expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'))
})

test('a hash that another program made, of the example in RFC 7914', async () => {
  const salt = Buffer.from('SodiumChloride').toString('base64').replaceAll('=', '')
  const key =
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887'
  const hash = Buffer.from(key, 'hex').toString('base64').replaceAll('=', '')
  expect(await isPassword('pleaseletmein', `$scrypt$ln=14,r=8,p=1$${salt}$${hash}`)).toBe(true)
})

test('a letter is one letter, however it is put together', async () => {
  expect(await isPassword('pa\u0308ssword', await hashPassword('p\u00e4ssword'))).toBe(true)
})

const SALT = 'a'.repeat(22)
const HASH = 'b'.repeat(43)
test.each([
  '',
  'password',
  `$scrypt$ln=13,r=8,p=1$${SALT}$${HASH}`,
  `$scrypt$ln=19,r=8,p=1$${SALT}$${HASH}`,
  `$scrypt$ln=99,r=99,p=99$${SALT}$${HASH}`,
  `$scrypt$ln=15,r=0,p=1$${SALT}$${HASH}`,
  `$scrypt$ln=15,r=8,p=0$${SALT}$${HASH}`,
  `$scrypt$ln=15,r=8,p=17$${SALT}$${HASH}`,
  `$scrypt$ln=15,r=8,p=1$${SALT}$short`,
  `$scrypt$ln=15,r=8,p=1$$${HASH}`,
  `$scrypt$r=8,ln=15,p=1$${SALT}$${HASH}`,
  `$2b$12$${SALT}${HASH}`,
  `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$${HASH}`,
])('“%s” is none that could be compared', (text) => {
  expect(readPasswordHash(text)).toBeUndefined()
})
