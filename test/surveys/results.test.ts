import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readAnswers } from '../../src/surveys/answers.ts'
import { type Result, resultsOf } from '../../src/surveys/results.ts'
import { type Answers, standardQuestion, templates } from '../../src/surveys/schema.ts'
import { openSurvey } from './given.ts'

const questions = [
  ...templates.program_post.questions.map((key) => standardQuestion(key, 'P')),
  { key: 'own_1', kind: 'scale' as const, text: 'How tiring?', low: 'not at all', high: 'fully' },
]
const resultFor = <Kind extends Result['kind']>(all: Answers[], key: string, kind: Kind) => {
  const found = resultsOf(questions, all).find((result) => result.key === key)
  if (found?.kind !== kind) throw new Error(`${key} is no ${kind}`)
  return found as Extract<Result, { kind: Kind }>
}

const percent = fc.integer({ min: 0, max: 100 })
const given = fc.record(
  {
    recommend: fc.integer({ min: 0, max: 10 }),
    career: fc.tuple(percent, percent),
    months_saved: fc.integer({ min: -120, max: 120 }),
    worth_time: fc.constantFrom('yes', 'changed', 'no'),
    best: fc.constantFrom('One', 'Two'),
  },
  { requiredKeys: [] },
)
const asAnswers = ({ career, ...rest }: Partial<Record<string, unknown>>) => {
  const [before, after] = (career ?? []) as number[]
  return { ...rest, ...(career ? { career_before: before, career_after: after } : {}) } as Answers
}

describe('figures of synthetic answers', () => {
  test('equal what counting by hand gives', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 25 }), (people) => {
        const all = people.map(asAnswers)
        const scores = people.flatMap(({ recommend }) => (recommend === undefined ? [] : [recommend]))
        const recommend = resultFor(all, 'recommend', 'recommend')
        let net = 0
        for (const score of scores) net += score > 8 ? 100 : score < 7 ? -100 : 0
        expect(recommend.count).toBe(scores.length)
        if (!scores.length) expect([recommend.nps, recommend.mean]).toEqual([null, null])
        else expect(recommend.nps).toBeCloseTo(net / scores.length, 9)
        expect(recommend.counts.reduce((sum, count, value) => sum + count * value, 0)).toBe(
          scores.reduce((sum, score) => sum + score, 0),
        )

        const pairs = people.flatMap(({ career }) => (career ? [career] : []))
        const change = resultFor(all, 'career_change', 'chances')
        expect(change.count).toBe(pairs.length)
        const points = pairs.reduce((sum, [before, after]) => sum + after - before, 0) / pairs.length
        if (pairs.length) expect(change.difference?.points).toBeCloseTo(points, 9)
        else expect(change.difference).toBeNull()
        // Asked apart: what is said before and after tells nothing of with and without.
        expect(resultFor(all, 'career_effect', 'chances')).toMatchObject({ count: 0, difference: null })

        const months = people.flatMap(({ months_saved: m }) => (m === undefined ? [] : [m])).sort((a, b) => a - b)
        const saved = resultFor(all, 'months_saved', 'number')
        expect([saved.count, saved.least, saved.most]).toEqual([
          months.length,
          months[0] ?? null,
          months.at(-1) ?? null,
        ])

        const worth = resultFor(all, 'worth_time', 'choice')
        for (const { value, count } of worth.options)
          expect(count).toBe(people.filter((one) => one.worth_time === value).length)
        expect(resultFor(all, 'best', 'text').texts).toEqual(people.flatMap(({ best }) => best ?? []))
      }),
    )
  })

  test('only the question of recommending has a net promoter score; another scale has a mean', () => {
    const all = [
      { own_1: 9, recommend: 9 },
      { own_1: 8, recommend: 8 },
    ]
    expect(resultFor(all, 'own_1', 'scale')).not.toHaveProperty('nps')
    expect(resultFor(all, 'recommend', 'recommend')).toMatchObject({ nps: 50, mean: 8.5 })
  })

  test('any answer that is taken is told again as it was', () => {
    const typed = fc.record({
      recommend: fc.constantFrom('', '0', '10', '7'),
      career_before: percent.map(String),
      career_after: percent.map(String),
      months_saved: fc.constantFrom('', '-3', '1.5', '2,5', '−4'),
      worth_time: fc.constantFrom('', 'changed'),
    })
    fc.assert(
      fc.property(typed, (fields) => {
        const { answers, issues } = readAnswers(questions, fields)
        expect(issues).toEqual([])
        const again = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, String(value)]))
        expect(readAnswers(questions, again)).toEqual({ answers, issues: [] })
      }),
    )
  })
})

describe('the page of a survey', () => {
  const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

  test('says each figure beside its base, the score and the mean by their names, and who is silent', async () => {
    const survey = await openSurvey()
    await survey.say('ptc_ada', {
      recommend: 10,
      career_before: 10,
      career_after: 25,
      months_saved: 0,
      worth_time: 'yes',
    })
    await survey.say('ptc_bert', { recommend: 8, career_before: 40, career_after: 60, months_saved: 3 })
    const page = async () => textOf(await (await survey.member.get(`${survey.base}/${survey.surveyId}`)).text())
    const two = await page()
    expect(two).toContain('Response rate 2 of 3 (67 %)')
    expect(two).toContain('Net promoter score (NPS) +50.0 Mean, of 10 9.0')
    // s/√2 is 2.5, t 12.706: 17.5 ± 31.8.
    expect(two).toContain('Difference +17.5 percentage points')
    expect(two).toContain('95 % range −14.3 to +49.3 points')
    expect(two).toMatch(/No answer from 1 Cleo/)
    await survey.say('ptc_cleo', { career_before: 0, career_after: 30, best: 'The <b>walks</b>', months_saved: 10 })
    const three = await page()
    // The pilot's own figures: +15, +20 and +30 points, and 0, 3 and 10 months.
    expect(three).toContain('Difference +21.7 percentage points')
    expect(three).toContain('95 % range +2.7 to +40.6 points')
    expect(three).toContain('Mean 4.3 Median 3.0 From, to 0.0 to 10.0')
    expect(three).toContain('2 of 3 (67 %) answered this Net promoter')
    expect(three).toContain('The &lt;b>walks&lt;/b>')
  })

  test('is for the group’s members alone, and so are the raw answers', async () => {
    const survey = await openSurvey()
    await survey.say('ptc_ada', { recommend: 10 })
    const stranger = await survey.stranger()
    for (const path of ['', '/answers.csv', '/answers.json']) {
      const at = `${survey.base}/${survey.surveyId}${path}`
      expect([path, (await stranger.get(at)).status]).toEqual([path, 404])
      expect([path, (await survey.world.get(at)).status]).toEqual([path, 303])
    }
  })

  test('CSV and JSON hold everybody who was asked, without names, and nothing a spreadsheet would run', async () => {
    const survey = await openSurvey()
    await survey.say('ptc_ada', { recommend: 10, best: '=HYPERLINK("https://evil.test")', months_saved: -2 })
    const at = `${survey.base}/${survey.surveyId}/answers`
    const csv = await (await survey.member.get(`${at}.csv`)).text()
    const { data } = Papa.parse<Record<string, string>>(csv.replace('\uFEFF', '').trim(), { header: true })
    expect(data).toHaveLength(3)
    const ada = data.find(({ participant }) => participant === 'ptc_ada')
    expect([ada?.recommend, ada?.best, ada?.months_saved]).toEqual(['10', `'=HYPERLINK("https://evil.test")`, '-2'])
    expect(data.filter(({ answered_at: at }) => at === '')).toHaveLength(2)
    expect(csv).not.toMatch(/Ada|example\.test/)
    const json = JSON.parse(await (await survey.member.get(`${at}.json`)).text())
    expect(json.survey.questions.map(({ key }: { key: string }) => key)).toEqual(templates.program_post.questions)
    expect(json.respondents.map(({ answers }: { answers: Answers | null }) => answers)).toContainEqual({
      recommend: 10,
      best: '=HYPERLINK("https://evil.test")',
      months_saved: -2,
    })
    expect(JSON.stringify(json)).not.toMatch(/Ada|example\.test/)
  })
})
