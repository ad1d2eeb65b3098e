import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { programPlaces } from './program-places.ts'

let home: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'pm-bot-home-')))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
})
const make = (path: string) => {
  mkdirSync(join(home, path), { recursive: true })
  return join(home, path)
}
const program = (path: string) => {
  make(dirname(path))
  writeFileSync(join(home, path), '#!/bin/sh\n', { mode: 0o755 })
  return join(home, path)
}
const places = (...path: string[]) => programPlaces(path.join(':'), { home })

test('what the system has is not named again', () => {
  expect(places('/usr/bin', '/bin', '/usr/local/bin')).toEqual([])
})

test('a version manager in the home is found with its libraries, and nothing else of it', () => {
  const bin = make('.nvm/versions/node/v24/bin')
  const lib = make('.nvm/versions/node/v24/lib')
  make('.nvm/versions/node/v24/share')
  expect(places(bin)).toEqual([bin, lib])

  const shims = make('.pyenv/shims')
  const versions = make('.pyenv/versions')
  expect(places(shims)).toEqual([shims, versions])
})

test('of a program that a link leads to, the program alone', () => {
  const bin = make('.local/bin')
  const agent = program('.local/share/agent/versions/1.0')
  writeFileSync(join(home, 'letters'), 'dear', { mode: 0o600 })
  symlinkSync(agent, join(bin, 'agent'))
  symlinkSync(join(home, 'letters'), join(bin, 'letters'))
  symlinkSync(home, join(bin, 'home'))
  symlinkSync('/nowhere', join(bin, 'gone'))
  expect(places(bin)).toEqual([bin, agent])
})

test('a home, what lies above it, what everybody writes to, and what is not there are left out', () => {
  const open = make('open')
  chmodSync(open, 0o777)
  expect(places(home, dirname(home), '/', open, join(home, 'gone'), '', '.', 'bin')).toEqual([])
  const bin = make('bin')
  make('lib')
  expect(places(bin)).toEqual([bin])
})
