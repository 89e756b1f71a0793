import { request } from 'node:http'
import { expect, test } from 'vitest'
import { startWorkerd } from '../support/workerd.ts'

/** A request as a simple script makes it, without a word about encodings. */
const plain = (url: string) =>
  new Promise<string>((resolve, reject) => {
    const asked = request(url, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.on('end', () => resolve(text))
    })
    asked.on('error', reject).end()
  })

test('who says nothing of encodings gets plain text, the first time and again', async () => {
  const server = await startWorkerd()
  for (let i = 0; i < 2; i++) expect(await plain(`${server.url}/`)).toMatch(/^<!doctype html>/)
})
