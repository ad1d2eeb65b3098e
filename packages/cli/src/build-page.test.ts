import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildPage } from './build-page.ts'

test('the page is the production build, whatever environment it is built in', async () => {
  const assets = join(await buildPage(() => {}), 'assets')
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'))
  expect(scripts).not.toEqual([])
  const forDevelopment = (file: string) =>
    readFileSync(join(assets, file), 'utf8').includes('solid-dev-component')
  expect(scripts.filter(forDevelopment)).toEqual([])
})
