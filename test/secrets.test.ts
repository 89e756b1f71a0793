import { expect, test } from 'vitest'
import { makeSecrets } from '../src/secrets.ts'

const KEY = 'test-key-0123456789abcdef0123456789abcdef'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

test('a signature has one spelling: no other last character is taken for it', async () => {
  const { sign, verify } = makeSecrets([KEY])
  const signature = await sign('text')
  const answers = [...ALPHABET].map(async (last) => {
    const spelled = signature.slice(0, -1) + last
    return (await verify('text', spelled)) === (spelled === signature)
  })
  expect((await Promise.all(answers)).every(Boolean)).toBe(true)
})

test('the newest key signs, all verify, and nothing else does', async () => {
  const older = await makeSecrets([KEY]).sign('text')
  const both = makeSecrets([`new-${KEY}`, KEY])
  expect(await both.sign('text')).not.toBe(older)
  expect(await both.verify('text', older)).toBe(true)
  expect(await both.verify('other', older)).toBe(false)
  expect(await makeSecrets([`new-${KEY}`]).verify('text', older)).toBe(false)
  for (const odd of ['', '=', `${older}=`, `${older} `, older.slice(1)])
    expect(await both.verify('text', odd)).toBe(false)
})
