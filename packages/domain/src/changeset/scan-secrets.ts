import { diffParts } from './parse-diff.ts'

/** What a look through the added lines of a change found; kept with it. Shapes of known credentials refuse the change before. */
export interface SecretScan {
  /** Added lines that were looked through. */
  lines: number
  /** Binary files, which have no lines. */
  binaries: number
  suspects: readonly SecretSuspect[]
  /** Suspects beyond those. */
  more: number
}

/** Where, and never what: the line itself stands in the diff. */
export interface SecretSuspect {
  path: string
  /** In the new file; null where it is the file itself. */
  line: number | null
  why: 'file' | 'assigned'
}

const MOST_SUSPECTS = 50
/** Longer lines are minified or data: their first characters tell as much. */
const LONGEST_LINE = 2000

const NAMES =
  '(?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)'
/** `password: "…"`, `"apiKey" = '…'`: a name of something secret, and words in quotes behind it. */
const IN_QUOTES = new RegExp(
  String.raw`${NAMES}[\w-]{0,20}["'\x60]?\s{0,9}(?:=>|:=|[:=])\s{0,9}["'\x60]([^"'\x60\s]{8,200})["'\x60]`,
  'i',
)
/** `API_TOKEN=…` of a file of settings. */
const OF_SETTINGS = new RegExp(
  String.raw`^\s{0,9}(?:export\s{1,9})?[\w.-]{0,40}${NAMES}[\w.-]{0,20}=([^\s"'\x60]{8,200})$`,
  'i',
)
/** A stand-in for a secret, or where to get it. */
const STANDS_IN =
  /^[<{[(*%]|^\$|\$\{|process\.env|env\(|^(?:x{4}|\.{3}|your|change|example|placeholder|dummy|test|fake|sample|secret|password|token|none|null|undefined|true|false)/i

const FILES = [
  /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|test$)[^/]*)?$/,
  /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/,
  /\.(?:pem|key|p12|pfx|keystore|jks|kdbx)$/i,
  /(?:^|\/)\.(?:npmrc|netrc|pypirc|htpasswd|git-credentials|pgpass)$/,
  /(?:^|\/)\.(?:aws\/credentials|kube\/config|docker\/config\.json)$/,
]

/** Looks through the added lines of a patch for what may be a secret: a hint for a person, who looks at the line. */
export function scanSecrets(patch: string): SecretScan {
  const found: SecretSuspect[] = []
  let lines = 0
  let binaries = 0
  const files = new Set<{ path: string; isBinary: boolean; headers: string[] }>()
  for (const { file, hunk } of diffParts(patch)) {
    files.add(file)
    for (const { kind, text, newNumber } of hunk?.lines ?? []) {
      if (kind !== 'added') continue
      lines += 1
      if (isAssigned(text)) found.push({ path: file.path, line: newNumber, why: 'assigned' })
    }
  }
  for (const { path, isBinary, headers } of files) {
    const goesAway = headers.some((header) => header.startsWith('deleted file'))
    if (isBinary && !goesAway) binaries += 1
    if (!goesAway && FILES.some((each) => each.test(path))) found.unshift({ path, line: null, why: 'file' })
  }
  const suspects = found.slice(0, MOST_SUSPECTS)
  return { lines, binaries, suspects, more: found.length - suspects.length }
}

function isAssigned(line: string): boolean {
  const text = line.slice(0, LONGEST_LINE)
  const value = (IN_QUOTES.exec(text) ?? OF_SETTINGS.exec(text))?.[1]
  return value !== undefined && !STANDS_IN.test(value)
}
