import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { participants } from '../../src/programs/table.ts'
import { answerSurvey } from '../../src/surveys/answering.ts'
import { surveyAnswers } from '../../src/surveys/table.ts'
import { surveyToken } from '../../src/surveys/tokens.ts'
import { forged } from '../support/given.ts'
import { NOON } from '../support/world.ts'
import { openSurvey } from './given.ts'

type Given = Awaited<ReturnType<typeof openSurvey>>
const kept = ({ world }: Given) => world.db.select().from(surveyAnswers)

const whole = {
  recommend: 9,
  career_before: 10,
  career_after: 40,
  career_without: 25,
  career_with: 40,
  months_saved: '1,5',
  hours: 60,
  worth_time: 'yes',
  best: 'The mentors',
}

describe('answering', () => {
  test('one press saves the raw answers; opening the link changes nothing', async () => {
    const given = await openSurvey()
    const link = await given.linkOf('ptc_ada')
    const opened = await given.world.get(link)
    const html = await opened.text()
    expect([opened.status, await kept(given)]).toEqual([200, []])
    expect(html).not.toContain('@')
    expect(html.match(/type="radio" name="recommend"/g)).toHaveLength(12)
    const answer = await given.say('ptc_ada', whole)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${link}?done=saved`])
    expect(await kept(given)).toMatchObject([
      {
        surveyId: given.surveyId,
        participantId: 'ptc_ada',
        answers: { ...whole, months_saved: 1.5 },
        version: 1,
      },
    ])
    expect(await (await given.world.get(`${link}?done=saved`)).text()).toContain('Saved. Thank you.')
  })

  test('is changed until it closes: a later version takes the place of the one before, the same again is none', async () => {
    const given = await openSurvey()
    await given.say('ptc_ada', { recommend: 3, change: 'More time' })
    await given.say('ptc_ada', { recommend: 3, change: 'More time' })
    expect((await kept(given))[0]?.version).toBe(1)
    const shown = await (await given.world.get(await given.linkOf('ptc_ada'))).text()
    expect(shown).toMatch(/value="3" checked/)
    expect(shown).toContain('More time</textarea>')
    await given.say('ptc_ada', { recommend: 8 })
    const [row] = await kept(given)
    expect([row?.answers, row?.version]).toEqual([{ recommend: 8 }, 2])
    expect(row?.updatedAt).toBeGreaterThan(row?.answeredAt ?? 0)

    given.world.now = NOON + 60 * DAY
    const late = await given.say('ptc_ada', { recommend: 0 })
    const text = await late.text()
    expect([late.status, text.includes('has closed'), text.includes('was not saved')]).toEqual([409, true, true])
    expect((await kept(given))[0]?.answers).toEqual({ recommend: 8 })
  })

  test('what cannot be is said beside its field, and nothing typed is lost', async () => {
    const given = await openSurvey()
    const bad: [Record<string, string>, string, string][] = [
      [{ recommend: '11' }, 'recommend', 'Choose from 0 to 10'],
      [{ career_before: '20' }, 'career_after', 'Give both, or leave both empty'],
      [{ career_with: '101', career_without: '5' }, 'career_with', 'Give a whole number from 0 to 100'],
      [{ months_saved: 'three' }, 'months_saved', 'Give a number from -120 to 120'],
      [{ hours: '-1' }, 'hours', 'Give a number from 0 to 10000'],
      [{ worth_time: 'perhaps' }, 'worth_time', 'Choose one of them'],
      [{ best: 'x'.repeat(4_001) }, 'best', 'Keep it to 4,000 bytes'],
    ]
    for (const [fields, key, message] of bad) {
      const answer = await given.say('ptc_ada', { change: 'Kept <words>', ...fields })
      const html = await answer.text()
      expect([key, answer.status, html.includes(`id="${key}-error"`)]).toEqual([key, 422, true])
      expect(html).toContain(message)
      expect(html).toContain('Kept &lt;words>')
    }
    const empty = await given.say('ptc_ada', { best: ' ' })
    expect([empty.status, (await empty.text()).includes('Answer at least one question')]).toEqual([422, true])
    expect((await given.say('ptc_ada', { recommend: 9, nonsense: 1 })).status).toBe(422)
    expect(await kept(given)).toEqual([])
  })

  test('only the right link opens it: none forged, of somebody not asked, or erased', async () => {
    const given = await openSurvey()
    const { world, surveyId } = given
    const link = await given.linkOf('ptc_ada')
    const notAsked = `/surveys/${await surveyToken(world.ctx(), { surveyId, participantId: 'ptc_mentor' })}`
    const swapped = link.replace('ptc_ada', 'ptc_bert')
    for (const path of [forged(link), swapped, notAsked, '/surveys/none'])
      for (const answer of [await world.get(path), await world.post(path, { recommend: '9' })])
        expect([path, answer.status]).toEqual([path, 404])
    await world.db.update(participants).set({ erasedAt: NOON }).where(sql`id = 'ptc_ada'`)
    expect((await world.post(link, { recommend: '9' })).status).toBe(404)
    expect(await kept(given)).toEqual([])
  })

  test('what closed or was objected to between the page and the write is not saved', async () => {
    const given = await openSurvey()
    const { world, surveyId } = given
    const late = world.ctx({ now: NOON + 60 * DAY })
    expect(await answerSurvey(late, { surveyId, participantId: 'ptc_ada' }, { recommend: 9 })).toBe(false)
    await world.post(`${await given.linkOf('ptc_ada')}/objection`, {})
    expect(await answerSurvey(world.ctx(), { surveyId, participantId: 'ptc_ada' }, { recommend: 9 })).toBe(false)
    expect(await answerSurvey(world.ctx(), { surveyId, participantId: 'ptc_bert' }, { recommend: 9 })).toBe(true)
    expect(await kept(given)).toMatchObject([{ participantId: 'ptc_bert' }])
  })

  test('two presses at once leave one row', async () => {
    const given = await openSurvey()
    await Promise.all([1, 2, 3, 4].map((recommend) => given.say('ptc_ada', { recommend })))
    expect(await kept(given)).toHaveLength(1)
  })
})

describe('asking nothing more', () => {
  test('takes the answers out, keeps the base, and no link asks any more', async () => {
    const given = await openSurvey()
    await given.say('ptc_ada', whole)
    const link = await given.linkOf('ptc_ada')
    const answer = await given.world.post(`${link}/objection`, {})
    expect([answer.status, answer.headers.get('location')]).toEqual([303, link])
    expect(await kept(given)).toEqual([])
    expect(await (await given.world.get(link)).text()).toContain('ask you nothing more')
    expect((await given.say('ptc_ada', whole)).status).toBe(409)
    const page = await (await given.member.get(`${given.base}/${given.surveyId}`)).text()
    expect(page).toContain('0 of 3 (0 %)')
  })

  test('is done by its own link alone, and once', async () => {
    const given = await openSurvey()
    const link = await given.linkOf('ptc_ada')
    const objected = async () => (await given.world.db.select().from(participants)).flatMap((p) => p.objectedAt ?? [])
    expect((await given.world.post(`${forged(link)}/objection`, {})).status).toBe(404)
    expect((await given.world.get(`${link}/objection`)).status).toBe(404)
    expect(await objected()).toEqual([])
    await given.world.post(`${link}/objection`, {})
    const [first] = await objected()
    await given.world.post(`${link}/objection`, {})
    expect(await objected()).toEqual([first])
  })
})
