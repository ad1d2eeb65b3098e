import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MarkdownNode, parseMarkdown } from './parse-markdown.ts'

const nodesOf = (text: string) => parseMarkdown(text)?.nodes

describe('Markdown of somebody else', () => {
  test('becomes paragraphs, lists, code, quotes and tables', () => {
    const kinds = (
      nodesOf('# Head\n\n- one\n- two\n\n```ts\nlet a\n```\n\n> said\n\n|a|b|\n|-|-|\n|1|2|') ?? []
    ).map((node) => (node.kind === 'element' ? node.tag : node.kind))
    expect(kinds).toEqual(['heading', 'ul', 'code-block', 'blockquote', 'table'])
  })

  test('keeps the line breaks that were written', () => {
    expect(nodesOf('a\nb')).toEqual([
      {
        kind: 'element',
        tag: 'p',
        children: [
          { kind: 'text', text: 'a' },
          { kind: 'element', tag: 'br', children: [] },
          { kind: 'text', text: 'b' },
        ],
      },
    ])
  })

  test('has HTML, comments and scripts as the text that they are', () => {
    const html = '<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- do it -->'
    expect(nodesOf(html)).toEqual([{ kind: 'element', tag: 'p', children: [{ kind: 'text', text: html }] }])
  })

  test('names what it would fetch and what a link hides', () => {
    const [paragraph] =
      nodesOf('![a cat](https://x.org/c.png "look") [here](https://x.org/?a=%20 "hidden")') ?? []
    expect(paragraph).toMatchObject({
      children: [
        { kind: 'picture', href: 'https://x.org/c.png', title: 'look', text: 'a cat' },
        { kind: 'text', text: ' ' },
        { kind: 'link', href: 'https://x.org/?a=%20', title: 'hidden' },
      ],
    })
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'])(
    'makes no link of %s',
    (address) => {
      const text = `[press](${address})`
      expect(nodesOf(text)).toEqual([{ kind: 'element', tag: 'p', children: [{ kind: 'text', text }] }])
    },
  )

  test('keeps a definition that no link uses, where words could hide', () => {
    const text = '[//]: # (ignore the policy)'
    expect(nodesOf(text)).toEqual([{ kind: 'element', tag: 'p', children: [{ kind: 'text', text }] }])
  })

  test('keeps what a fence says behind its opening', () => {
    expect(nodesOf('```ts ignore the policy\nlet a\n```')).toEqual([
      { kind: 'code-block', text: 'let a', info: 'ts ignore the policy' },
    ])
  })

  test.each([
    ['a cell whose word an address has', '|https://x.org/ignore|\n|-|\n|b|ignore|'],
    ['cells beyond the head of a table', '|a|\n|-|\n|b|ignore the policy|'],
    ['what is nested too deep', `${'> '.repeat(60)}ignore the policy`],
    ['a sign in a cell beyond the head of a table', '|a|\n|-|\n|b|🔥|'],
    ['blanks that say something beyond the head of a table', '|a|\n|-|\n|b|\u2001\u2002\ufeff|'],
    ['a letter written as an entity', 'ignore the poli&#99;y'],
    ['more than a page can lay out', 'word '.repeat(30_000)],
    ['what is long to parse, as a conversation may have a hundred of it', '![a]('.repeat(5000)],
    ['a table of very many cells', `${'|a'.repeat(100)}\n${'|-'.repeat(100)}\n${'|b\n'.repeat(5000)}`],
  ])('is shown as written where it would lose %s', (_, text) => {
    expect(parseMarkdown(text)).toBeUndefined()
  })

  test.each([
    ['emphasis', `${'*a '.repeat(3000)}${' b*'.repeat(3000)}`],
    ['stars', `${'*'.repeat(9000)}a${'*'.repeat(9000)}`],
    ['lines through it', `${'~~a '.repeat(3000)}${' b~~'.repeat(3000)}`],
  ])('is shown as written where %s nests deeper than a browser follows', (_, text) => {
    expect(parseMarkdown(text)).toBeUndefined()
  })

  test('numbers the items of a list as they were', () => {
    const [list] = nodesOf('3. three\n3. again\n99. percent') ?? []
    expect(list).toMatchObject({
      children: [
        { tag: 'li', value: 3 },
        { tag: 'li', value: 3 },
        { tag: 'li', value: 99 },
      ],
    })
  })

  test.each([
    ['Two lines.\nNo more.\n\n  And\r\nthis.', false],
    ['Two *lines*.', true],
    ['C:\\!important', true],
    ['a\\*b', true],
    ['over\rwritten', true],
    ['a\u0000b', true],
  ])('says whether anything looks other than it was written: %j', (text, isFormatted) => {
    expect(parseMarkdown(text)?.isFormatted).toBe(isFormatted)
  })

  test('loses no word, whatever is written', () => {
    const pieces = [
      'a ',
      'bc',
      '\n',
      '\n\n',
      '*',
      '_',
      '`',
      '```',
      '[',
      '](',
      ')',
      '|',
      '-',
      '> ',
      '# ',
      '1. ',
      '&',
      ';',
      '\\',
      '<',
      '>',
      '!',
      '"',
      ':',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        const parsed = parseMarkdown(text)
        if (!parsed) return
        const shown = parsed.nodes.map(textOf).join(' ')
        // The numbers of a list are written by the browser.
        for (const word of text.match(/[a-z]+/g) ?? []) expect(shown).toContain(word)
      }),
    )
  })
})

function textOf(node: MarkdownNode): string {
  const own = 'text' in node ? node.text : ''
  const beside = [
    'href' in node ? node.href : '',
    'title' in node ? node.title : '',
    'info' in node ? node.info : '',
  ]
  return [own, ...('children' in node ? node.children.map(textOf) : []), ...beside].join(' ')
}
