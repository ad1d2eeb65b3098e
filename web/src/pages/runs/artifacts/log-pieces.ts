import Anser from 'anser'

/** A part of a log that has one look. `tone` names a token of the page's colours. */
export interface LogPiece {
  text: string
  tone?: Tone
  isStrong?: true
}
type Tone = 'red' | 'green' | 'amber' | 'blue' | 'quiet'

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: terminals are steered by them
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g
const LOOK = /^\u001b\[[\d;]*m$/
const ERASES = /\u001b\[[02]?[JK]/
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: terminals are steered by them

/**
 * A terminal's output, each line as it stood at last. Colours are those of the page, on its own ground: a program must
 * not write what cannot be seen, so its backgrounds and what it hides are not followed.
 */
export function logPieces(log: string): LogPiece[] {
  const looks = log.replace(ESCAPES, (code) => (LOOK.test(code) || ERASES.test(code) ? code : ''))
  const lines = looks.split(/\r?\n/).map(lastState).join('\n')
  return Anser.ansiToJson(lines, { use_classes: true, remove_empty: true }).map(
    ({ content, fg, decorations }) => {
      const tone = decorations.includes('dim') ? 'quiet' : TONES[(fg ?? '').replace('bright-', '')]
      return {
        text: content,
        ...(tone ? { tone } : {}),
        ...(decorations.includes('bold') ? { isStrong: true } : {}),
      }
    },
  )
}

const TONES: Record<string, Tone> = {
  'ansi-red': 'red',
  'ansi-green': 'green',
  'ansi-yellow': 'amber',
  'ansi-blue': 'blue',
  'ansi-cyan': 'blue',
  'ansi-magenta': 'blue',
}

/**
 * What a line that was written over says: where the later is shorter and erases nothing, the end of the earlier still
 * stands. Its looks hold on.
 */
function lastState(line: string): string {
  const states = line.split('\r')
  const last = states.pop() ?? ''
  const erased = [...states, last].findLastIndex((state) => ERASES.test(state))
  const looks = states.flatMap((state) => state.match(ESCAPES) ?? []).join('')
  let [shown, width] = [last, widthOf(last)]
  for (const state of states.slice(erased + 1).toReversed()) {
    const text = state.replace(ESCAPES, '')
    shown += text.slice(width)
    width = Math.max(width, text.length)
  }
  return (looks + shown).replace(ESCAPES, (code) => (LOOK.test(code) ? code : ''))
}

const widthOf = (text: string) => text.replace(ESCAPES, '').length

/** A patch as text, line by line in the colours of what it does. */
export function patchPieces(patch: string): LogPiece[] {
  const pieces: LogPiece[] = []
  for (const line of patch.split('\n')) {
    const tone = toneOfLine(line)
    const last = pieces.at(-1)
    if (last && last.tone === tone) last.text += `${line}\n`
    else pieces.push({ text: `${line}\n`, ...(tone ? { tone } : {}) })
  }
  return pieces
}

function toneOfLine(line: string): Tone | undefined {
  if (/^(diff |index |--- |\+\+\+ )/.test(line)) return 'quiet'
  if (line.startsWith('+')) return 'green'
  if (line.startsWith('-')) return 'red'
  return line.startsWith('@@') ? 'blue' : undefined
}
