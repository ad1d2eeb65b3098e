/** Where programs are looked for when the caller does not say. */
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** All that a command sees of the environment. Nothing is inherited: the worker's holds secrets. */
export function commandEnvironment({
  home,
  tmp,
  path = SYSTEM_PATH,
}: {
  home: string
  tmp: string
  path?: string | undefined
}): Record<string, string> {
  return { PATH: path, HOME: home, TMPDIR: tmp, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'dumb', CI: '1' }
}
