const ESCAPES: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 }

/** A path as git writes it when it holds unusual bytes: `"a/gr\303\274n"`. */
export function unquotePath(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"')) return path
  const bytes: number[] = []
  const encoder = new TextEncoder()
  for (const [, octal, escaped, plain] of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g)) {
    if (octal) bytes.push(Number.parseInt(octal, 8))
    else if (escaped) bytes.push(ESCAPES[escaped] ?? escaped.charCodeAt(0))
    else bytes.push(...encoder.encode(plain))
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}
