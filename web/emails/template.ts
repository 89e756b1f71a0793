import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** As the renderer escapes texts and attributes alike. */
export const escapeHtml = (text: string) =>
  /["&<]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;') : text

/**
 * What is rendered once, with a mark where each value belongs; from then on a use of it only joins strings. Values are
 * HTML: text goes through `escapeHtml`.
 */
export function template<K extends string>(
  names: readonly K[],
  node: (marks: Record<K, string>) => VNode,
): (values: Record<K, string>) => string {
  const partsOf = parted(names, node)
  return (values) => {
    const parts = partsOf()
    let html = parts[0] ?? ''
    for (let i = 1; i < parts.length; i += 2) html += values[parts[i] as K] + parts[i + 1]
    return html
  }
}

/** The same as texts and names in turn, for who joins something else. */
export function parted<K extends string>(
  names: readonly K[],
  node: (marks: Record<K, string>) => VNode,
): () => readonly string[] {
  let parts: string[] | undefined
  return () => {
    parts ??= split(renderToString(node(marksFor(names))))
    return parts
  }
}

const marksFor = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, `\uE000${name}\uE001`])) as Record<K, string>

/** Text and names in turn. */
const split = (html: string) => html.split(/\uE000(\w+)\uE001/)
