import MarkdownIt from 'markdown-it'

/** Elements that only arrange text; nothing of them can fetch, run or name anything. */
const TAGS = [
  'p',
  'ul',
  'ol',
  'li',
  'blockquote',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'strong',
  'em',
  's',
  'hr',
  'br',
] as const
export type Tag = (typeof TAGS)[number]

export type MarkdownNode =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  /** `info` is what stands behind the opening fence. */
  | { kind: 'code-block'; text: string; info: string }
  /** `title` would be seen by nobody who does not point at it, and is shown. */
  | { kind: 'link'; href: string; title: string; children: MarkdownNode[] }
  /** A picture is never fetched: where it would be is shown in its place. */
  | { kind: 'picture'; href: string; title: string; text: string }
  /** Of any level: a text from elsewhere must not add to the page's outline. */
  | { kind: 'heading'; children: MarkdownNode[] }
  /** `value` is the number that an item of a list was given: a browser would count on by itself. */
  | { kind: 'element'; tag: Tag; value?: number; children: MarkdownNode[] }

export interface Markdown {
  nodes: MarkdownNode[]
  /** Whether anything in it looks other than it was written. */
  isFormatted: boolean
}

/** What is longer can take half a second to parse, and a conversation has a hundred texts. */
const MOST_CHARACTERS = 20_000
/** More parts are slow to lay out. */
const MOST_TOKENS = 20_000
/** Its beginning, its text, its end. */
const TOKENS_OF_CELL = 3
/** markdown-it leaves out what is nested deeper, without a word. */
const DEEPEST = 50
/** Emphasis it nests without an end, and what is drawn by recursion cannot follow. */
const DEEPEST_SHOWN = 2 * DEEPEST

const parser = new MarkdownIt({ html: false, linkify: true, maxNesting: DEEPEST })
// An address is shown as it was written: what decodes it could make words look other than they are.
parser.normalizeLink = (url) => url
parser.normalizeLinkText = (url) => url
// A definition of a link is not shown where it stands: words could hide in one that no link uses.
parser.block.ruler.disable('reference')

/**
 * The tree of a text written in Markdown, with HTML as the text that it is. Undefined where the text is too large, or
 * the tree lacks a word of it (a table's row with more cells than its head, what is nested too deep, an entity that
 * stands for a letter): a reader must see all that an agent sees, so it is shown as it was written.
 */
export function parseMarkdown(text: string): Markdown | undefined {
  if (text.length > MOST_CHARACTERS || cellsIn(text) * TOKENS_OF_CELL > MOST_TOKENS) return undefined
  const tokens = parser.parse(text, {}).flatMap(flatten)
  if (tokens.length > MOST_TOKENS || depthOf(tokens) > DEEPEST_SHOWN || lacksWords(tokens, text))
    return undefined
  return { nodes: treeOf(tokens), isFormatted: looksOther(tokens, text) }
}

/** Of a table each row gets as many cells as its head has, however short it is: at most so many. */
function cellsIn(text: string): number {
  const rows = text.split('\n')
  return rows.length * Math.max(...rows.map((row) => row.split('|').length - 1))
}

type Token = ReturnType<typeof parser.parse>[number]

const PLAIN = new Set(['paragraph_open', 'paragraph_close', 'text', 'softbreak'])

/** A backslash that is left out, or a line that a carriage return ends, is seen in the text alone. */
function looksOther(tokens: readonly Token[], text: string): boolean {
  if (tokens.some(({ type }) => !PLAIN.has(type))) return true
  const signsIn = (lines: string) => lines.replace(/\r\n|[ \t\n]/g, '')
  return signsIn(tokens.map(({ content }) => content).join('')) !== signsIn(text)
}

/** The parts of a line stand in a list of their own. */
const flatten = (token: Token): Token[] => (token.type === 'inline' ? (token.children ?? []) : [token])

function depthOf(tokens: readonly Token[]): number {
  let [depth, deepest] = [0, 0]
  for (const { nesting } of tokens) {
    depth += nesting
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function lacksWords(tokens: readonly Token[], text: string): boolean {
  const shown = new Map<string, number>()
  for (const word of tokens.flatMap(shownIn).flatMap(wordsIn)) shown.set(word, (shown.get(word) ?? 0) + 1)
  for (const word of wordsIn(text)) {
    const left = shown.get(word) ?? 0
    if (left === 0) return true
    shown.set(word, left - 1)
  }
  return false
}

/** The address of an address that was written as such is its text. */
const shownIn = (token: Token): string[] => [
  token.content,
  ...(token.info === 'auto'
    ? []
    : [token.info, ...['href', 'src', 'title'].map((name) => attributeOf(token, name))]),
]

const attributeOf = (token: Token, name: string) => String(token.attrGet(name) ?? '')

/** Of what is no letter, only plain punctuation means something to Markdown; a sign or an odd blank is a word. */
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+|\P{ASCII}/gu) ?? []

function treeOf(tokens: readonly Token[]): MarkdownNode[] {
  const roots: MarkdownNode[] = []
  const open: MarkdownNode[][] = [roots]
  for (const token of tokens) {
    const siblings = open.at(-1)!
    if (token.nesting === -1) open.pop()
    // A paragraph of a list without blank lines has no space of its own.
    else if (token.hidden) open.push(siblings)
    else {
      const node = nodeOf(token)
      siblings.push(node)
      if (token.nesting === 1) open.push('children' in node ? node.children : [])
    }
  }
  return roots
}

function nodeOf(token: Token): MarkdownNode {
  switch (token.type) {
    case 'code_inline':
      return { kind: 'code', text: token.content }
    case 'code_block':
    case 'fence':
      return { kind: 'code-block', text: token.content.replace(/\n$/, ''), info: token.info.trim() }
    case 'image':
      return {
        kind: 'picture',
        href: attributeOf(token, 'src'),
        title: attributeOf(token, 'title'),
        text: token.content,
      }
    case 'link_open':
      return {
        kind: 'link',
        href: attributeOf(token, 'href'),
        title: attributeOf(token, 'title'),
        children: [],
      }
    case 'heading_open':
      return { kind: 'heading', children: [] }
    case 'softbreak':
      return { kind: 'element', tag: 'br', children: [] }
    default: {
      const tag = TAGS.find((known) => known === token.tag)
      if (!tag) return { kind: 'text', text: token.content }
      const isNumbered = tag === 'li' && token.info !== ''
      return { kind: 'element', tag, children: [], ...(isNumbered ? { value: Number(token.info) } : {}) }
    }
  }
}
