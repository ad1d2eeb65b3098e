/** What is true of commits stays true: git is asked once. */
export function remember<T>(work: (path: string, one: string, other: string) => Promise<T>): typeof work {
  const known = new Map<string, Promise<T>>()
  return (path, one, other) => {
    const key = `${path} ${one} ${other}`
    const answer = known.get(key) ?? work(path, one, other)
    known.set(key, answer)
    return answer
  }
}
