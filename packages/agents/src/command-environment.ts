/** All that a command sees of the environment. Nothing is inherited: the worker's holds secrets. */
export function commandEnvironment({
  home,
  tmp,
  path,
}: {
  home: string
  tmp: string
  /** Where programs are looked for. */
  path: string
}): Record<string, string> {
  return { PATH: path, HOME: home, TMPDIR: tmp, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TERM: 'dumb', CI: '1' }
}
