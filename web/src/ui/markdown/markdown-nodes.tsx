import { For, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Icon } from '../icon.tsx'
import { OutwardLink } from '../outward-link.tsx'
import { VisibleText } from '../visible-text.tsx'
import { addressWords } from './address-words.ts'
import type { MarkdownNode } from './parse-markdown.ts'

export function MarkdownNodes(props: { nodes: readonly MarkdownNode[] }) {
  return <For each={props.nodes}>{(node) => nodeView(node)}</For>
}

function nodeView(node: MarkdownNode): JSX.Element {
  switch (node.kind) {
    case 'text':
      return <VisibleText text={node.text} keepsLines />
    case 'code':
      return (
        <code>
          <VisibleText text={node.text} keepsLines />
        </code>
      )
    case 'code-block':
      return (
        <section class="scroll-x" aria-label={node.info || 'Code'} tabindex="0">
          <Show when={node.info}>
            <p class="quiet">
              <VisibleText text={node.info} />
            </p>
          </Show>
          <pre>
            <VisibleText text={node.text} keepsLines />
          </pre>
        </section>
      )
    case 'heading':
      return (
        <p class="written-heading">
          <MarkdownNodes nodes={node.children} />
        </p>
      )
    case 'link':
      return (
        <>
          <OutwardLink href={node.href}>
            <MarkdownNodes nodes={node.children} />
          </OutwardLink>
          <Address node={node} shown={textOf(node.children)} />
        </>
      )
    case 'picture':
      return (
        <span class="written-picture">
          <Icon name="file" /> Picture: <VisibleText text={node.text || 'without words'} />
          <Address node={node} shown={node.text} />
        </span>
      )
    case 'element':
      return elementView(node)
  }
}

function elementView(node: Extract<MarkdownNode, { kind: 'element' }>): JSX.Element {
  switch (node.tag) {
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'table':
      return (
        <section class="scroll-x written-table" aria-label="Table" tabindex="0">
          <table>
            <MarkdownNodes nodes={node.children} />
          </table>
        </section>
      )
    case 'li':
      return (
        <li value={node.value}>
          <MarkdownNodes nodes={node.children} />
        </li>
      )
    default:
      return (
        <Dynamic component={node.tag}>
          <MarkdownNodes nodes={node.children} />
        </Dynamic>
      )
  }
}

/** Where a link leads and what it says where one points at it: neither is only found out by pressing. */
function Address(props: { node: { href: string; title: string }; shown: string }) {
  const beside = () => addressWords(props.node, props.shown)
  return (
    <Show when={beside()}>
      {(words) => (
        <span class="quiet written-address">
          {' '}
          (<VisibleText text={words()} />)
        </span>
      )}
    </Show>
  )
}

const textOf = (nodes: readonly MarkdownNode[]): string =>
  nodes.map((node) => ('text' in node ? node.text : 'children' in node ? textOf(node.children) : '')).join('')
