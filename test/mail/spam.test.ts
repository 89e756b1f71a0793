import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Env } from '../../src/env.ts'
import { composeRaw } from '../../src/mail/raw-mail.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld } from '../support/world.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const env = {
  MAIL_FROM: 'Onward <mail@onward.example>',
  DKIM_DOMAIN: 'onward.example',
  DKIM_SELECTOR: 'mail2026',
  DKIM_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
} as unknown as Env

/** Rules that look at the text alone: nothing is asked of the network. Starting costs far more than a mail does. */
const scoresOf = (mails: string[]) => {
  const input = mails.map((mail) => `From mail@onward.example Mon Mar  2 12:00:00 2026\n${mail.replaceAll('\r', '')}\n`)
  const { stdout } = spawnSync('spamassassin', ['-t', '-L', '--mbox'], { input: input.join(''), encoding: 'utf8' })
  return [...stdout.matchAll(/^X-Spam-Status:[\s\S]*?score=(-?[\d.]+)[\s\S]*?tests=([\w,\s]*?)\sautolearn/gm)].map(
    ([, score = '', tests = '']) => ({ score: Number(score), tests: tests.replace(/\s/g, '') }),
  )
}
const installed = spawnSync('spamassassin', ['--version']).status === 0
const MOST = 2

/** A digest as a reader gets it, on the wire. */
async function rawDigest(titles: string[]): Promise<string> {
  const world = await createWorld()
  await subscribed(world)
  for (const title of titles) await publish(world, { title, summary: 'Six weeks of teaching, online, with a salary.' })
  await tick(world, await nextDueAt(world))
  const composed = await composeRaw(env, world.mails[0] ?? expect.fail('no digest was sent'))
  return 'raw' in composed ? composed.raw : expect.fail(composed.cause)
}

/** Short and loud, as it must not look: it shows that the rules are at work. */
const SPAM = [
  'From: "WINNER!!!" <a1b2c3d4@onward.example>',
  'Subject: YOU WON $$$ 1,000,000 US DOLLARS - VIAGRA 100% FREE!!!',
  '',
  'Dear friend, click here to claim your million dollars, order Viagra and Cialis now, no prescription, 100% free!!!',
].join('\n')

async function scoreDigests() {
  const digests = [['Research engineer, evaluations'], ['Operations lead', 'Équipe: chargé de cours', 'A fellowship']]
  const scores = scoresOf([...(await Promise.all(digests.map(rawDigest))), SPAM])
  // They are looked at side by side.
  scores.sort((a, b) => a.score - b.score)
  expect(scores).toHaveLength(3)
  for (const { score, tests } of scores.slice(0, 2)) expect(score, tests).toBeLessThan(MOST)
  expect(scores[2]?.score).toBeGreaterThan(MOST)
}

if (installed) test('SpamAssassin takes digests for mail', { timeout: 60_000 }, scoreDigests)
else
  test('SpamAssassin is not installed: what it says of digests is not known here', () => expect(installed).toBe(false))
