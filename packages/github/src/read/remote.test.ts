import { expect, it } from 'vitest'
import { gitUrl } from './remote.ts'

it.each([
  ['https://api.github.com', 'https://github.com/o/r.git'],
  ['https://api.github.com/', 'https://github.com/o/r.git'],
  ['https://git.example.org/api/v3', 'https://git.example.org/o/r.git'],
  ['https://git.example.org/api/v3/', 'https://git.example.org/o/r.git'],
  ['https://api.octo.ghe.com', 'https://octo.ghe.com/o/r.git'],
  ['http://127.0.0.1:3000/api/v3', 'http://127.0.0.1:3000/o/r.git'],
])('finds the repositories of %s', (apiUrl, url) => {
  expect(gitUrl(new URL(apiUrl), 'o/r')).toBe(url)
})
