import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/text/html.ts'
import { characterEntities } from '../../src/text/named-characters.ts'

test('the named characters of the bundle are those of the Markdown library', () => {
  const names = Object.keys(characterEntities)
  expect(names).toHaveLength(253)
  for (const name of names) {
    const escaped = renderMarkdown(`x${characterEntities[name]}x`)
    expect(renderMarkdown(`x&${name};x`), name).toBe(escaped)
  }
})
