import { describe, expect, test } from 'vitest'
import { readEnv } from '../../src/env.ts'
import { ofText } from '../../src/opportunities/posting/guessing.ts'
import { readPosting } from '../../src/opportunities/posting/reading.ts'
import { openClient } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const answers: Record<string, unknown> = {
  'https://boards-api.greenhouse.io/v1/boards/northlight/jobs/123?pay_transparency=true': {
    title: 'Research Fellow',
    absolute_url: 'https://boards.greenhouse.io/northlight/jobs/123',
    location: { name: 'London, United Kingdom' },
    content:
      '&lt;p&gt;Full-time. &lt;strong&gt;Read&lt;/strong&gt; &amp;amp; write.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;',
    company_name: 'Northlight Institute',
    application_deadline: '2026-04-30T23:59:00Z',
    pay_input_ranges: [{ min_cents: 5_000_000, max_cents: 6_000_000, currency_type: 'GBP', title: 'Yearly salary' }],
  },
  'https://api.lever.co/v0/postings/lantern/0a1b-2c?mode=json': {
    text: 'Operations Intern',
    hostedUrl: 'https://jobs.lever.co/lantern/0a1b-2c',
    categories: { location: 'Remote, Europe', commitment: 'Part-time' },
    description: '<div>20-30 hours per week</div>',
    lists: [{ text: 'You will', content: '<li>Plan</li><li>Book</li>' }],
    workplaceType: 'remote',
  },
  'https://api.ashbyhq.com/posting-api/job-board/lantern?includeCompensation=true': {
    jobs: [
      { id: 'aaa', title: 'Other', jobUrl: 'https://jobs.ashbyhq.com/lantern/aaa' },
      {
        id: 'bbb',
        title: 'Engineer',
        jobUrl: 'https://jobs.ashbyhq.com/lantern/bbb',
        location: 'Berlin',
        secondaryLocations: [{ location: 'Paris' }],
        employmentType: 'FullTime',
        workplaceType: 'Hybrid',
        descriptionHtml: '<p>Build.</p>',
      },
    ],
  },
  'https://apply.workable.com/api/v1/widget/accounts/lantern?details=true': {
    name: 'Lantern',
    jobs: [
      {
        shortcode: 'AB12',
        title: 'Editor',
        url: 'https://apply.workable.com/j/AB12',
        city: 'Lyon',
        country: 'France',
        employment_type: 'Full-time',
        description: '<p>Edit.</p>',
      },
    ],
  },
}

function withBoards(world: World) {
  const asked: string[] = []
  world.fetch = (async (input: string) => {
    asked.push(input)
    const answer = answers[input]
    return answer ? Response.json(answer) : Response.json({}, { status: 404 })
  }) as typeof fetch
  return asked
}

const paste = (world: World, fields: { link?: string; text?: string }) =>
  openClient(world).post('/opportunities/new/prefill', fields)
const valueIn = (html: string, name: string) =>
  new RegExp(`<input id="${name}" name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1] ??
  new RegExp(`<textarea id="${name}"[^>]*>([^<]*)`).exec(html)?.[1]

describe('a link to a board', () => {
  test.each([
    [
      'https://boards.greenhouse.io/northlight/jobs/123',
      {
        title: 'Research Fellow',
        places: 'London, United Kingdom',
        commitment: 'full-time',
        closesOn: '2026-04-30',
        payMin: '50000',
        payMax: '60000',
        currency: 'GBP',
        applyUrl: 'https://boards.greenhouse.io/northlight/jobs/123',
      },
    ],
    ['https://job-boards.greenhouse.io/northlight/jobs/123?gh_src=x', { title: 'Research Fellow' }],
    [
      'https://jobs.lever.co/lantern/0a1b-2c',
      { title: 'Operations Intern', remoteRegions: 'Europe', commitment: '20-30 hours per week' },
    ],
    [
      'https://jobs.ashbyhq.com/lantern/bbb/application',
      { title: 'Engineer', places: 'Berlin, Germany\nParis, France', commitment: 'Full Time' },
    ],
    [
      'https://apply.workable.com/lantern/j/AB12/',
      { title: 'Editor', places: 'Lyon, France', organizationName: 'Lantern' },
    ],
  ])('%s fills the form', async (link, fields) => {
    const world = await createWorld()
    withBoards(world)
    const html = await (await paste(world, { link })).text()
    for (const [name, value] of Object.entries(fields)) expect(valueIn(html, name), name).toBe(value)
    expect(html).toContain('Guessed: check it.')
    expect(html).not.toContain('x()')
  })

  test.each([
    ['https://boards.greenhouse.io/northlight/jobs/999', 'knows no such opening'],
    ['https://example.org/role', 'Greenhouse, Lever, Ashby or Workable'],
    ['https://boards.greenhouse.io.evil.test/northlight/jobs/123', 'Greenhouse, Lever, Ashby or Workable'],
    ['https://boards.greenhouse.io/../admin/jobs/1', 'Greenhouse, Lever, Ashby or Workable'],
    ['https://boards.greenhouse.io/embed/job_app?token=1&for=..', 'Greenhouse, Lever, Ashby or Workable'],
    ['https://boards.greenhouse.io/.../jobs/1', 'Greenhouse, Lever, Ashby or Workable'],
    ['https://jobs.lever.co/.../x', 'Greenhouse, Lever, Ashby or Workable'],
    ['http://169.254.169.254/latest', 'Greenhouse, Lever, Ashby or Workable'],
    ['nonsense', 'Greenhouse, Lever, Ashby or Workable'],
  ])('%s says what to do instead, and keeps what was pasted', async (link, words) => {
    const world = await createWorld()
    const asked = withBoards(world)
    const answer = await paste(world, { link })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(words)
    expect(valueIn(html, 'link')?.replaceAll('&amp;', '&')).toBe(link)
    expect(asked.every((url) => url.startsWith('https://boards-api.greenhouse.io/'))).toBe(true)
  })

  test('is read twenty times an hour for one network, which is told when to try again', async () => {
    const world = await createWorld()
    const asked = withBoards(world)
    const link = 'https://boards.greenhouse.io/northlight/jobs/123'
    for (let i = 0; i < 20; i++) {
      expect((await paste(world, { link })).status).toBe(200)
      world.now += 60_000
    }
    const refused = await paste(world, { link })
    const html = await refused.text()
    expect([refused.status, asked.length]).toEqual([429, 20])
    expect(html).toContain('Try again in 40 minutes')
    expect(valueIn(html, 'link')).toBe(link)
    expect((await paste(world, { text: 'Role at a lab' })).status).toBe(200)
    world.now += 40 * 60_000
    expect((await paste(world, { link })).status).toBe(200)
    expect((await paste(world, { link })).status).toBe(429)
  })

  test.each(['<blockquote>', '<ul><li>', '<b>', '<a href="https://x.test">', '<table><tr><td>'])(
    'nested thousands deep in %s fills the form all the same',
    async (tag) => {
      const world = await createWorld()
      const content = `${tag.repeat(7_500)}Deep down`
      world.fetch = (async () =>
        Response.json({ title: 'T', absolute_url: 'https://x.test/1', content })) as unknown as typeof fetch
      const answer = await paste(world, { link: 'https://boards.greenhouse.io/a/jobs/1' })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('Deep down')
    },
  )

  test('on a trial an allowed origin stands in for a board', async () => {
    const world = await createWorld()
    const link = 'http://127.0.0.1:9000/lantern/j/AB12'
    world.fetch = (async () => Response.json(Object.values(answers).at(-1))) as unknown as typeof fetch
    expect((await paste(world, { link })).status).toBe(422)
    world.outboundAllow.push('http://127.0.0.1:9000')
    expect(valueIn(await (await paste(world, { link })).text(), 'title')).toBe('Editor')
  })
})

test('pasted text is read as far as it goes, and what is guessed is marked', async () => {
  const text = `# Summer fellowship in AI governance\r\n\r\nLocation: Oxford, UK or remote\r\nCommitment: June to August full-time\r\nApply by 15 April at https://northlight.test/apply.\r\n\r\nRead and write.`
  const { typed, guessed } = ofText(text, '2026-03-02')
  expect(typed).toMatchObject({
    kind: 'fellowship',
    title: 'Summer fellowship in AI governance',
    places: 'Oxford, United Kingdom',
    workplace: 'remote',
    commitment: 'June to August full-time',
    closesOn: '2026-04-15',
    applyUrl: 'https://northlight.test/apply',
  })
  expect(typed.body).toContain('Read and write.')
  expect(guessed).toEqual(expect.arrayContaining(['title', 'places', 'commitment', 'closesOn']))
  expect(readPosting(typed)).toHaveProperty('input.commitment.months', [6, 7, 8])
  const world = await createWorld()
  const html = await (await paste(world, { text })).text()
  expect(valueIn(html, 'commitment')).toBe('June to August full-time')
  expect(html).toContain('id="commitment-hint" class="soft small">Guessed: check it.')
  expect((await paste(world, {})).status).toBe(422)
})

test('OUTBOUND_ALLOW takes origins, and is refused where others can reach the service', () => {
  const bindings = { DB: {}, JOBS: {}, SECRET_KEYS: 'x'.repeat(32), PUBLIC_ORIGIN: 'http://localhost:1' } as never
  const read = (more: object) => readEnv({ ...(bindings as object), ...more } as never)
  expect(read({ OUTBOUND_ALLOW: 'http://127.0.0.1:9000/x, https://a.test' }).OUTBOUND_ALLOW).toEqual([
    'http://127.0.0.1:9000',
    'https://a.test',
  ])
  expect(() => read({ OUTBOUND_ALLOW: 'nonsense' })).toThrow('OUTBOUND_ALLOW')
  expect(() =>
    read({
      OUTBOUND_ALLOW: 'http://a.test',
      PUBLIC_ORIGIN: 'https://a.example',
      MAIL_TRANSPORT: 'cloudflare',
      MAIL: {},
      MAIL_FROM: 'a@a.example',
    }),
  ).toThrow('OUTBOUND_ALLOW is refused')
})
