import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { type Question, type TemplateKey, templateKeys, templates } from '../../src/surveys/schema.ts'
import { surveys } from '../../src/surveys/table.ts'
import { NOON } from '../support/world.ts'
import { askAt, groupWithCohort, made, openGroup, openSurvey, surveyForm, TODAY } from './given.ts'

const all = ({ world }: Pick<Awaited<ReturnType<typeof openGroup>>, 'world'>) => world.db.select().from(surveys)
const eventsNamed = async ({ world }: Pick<Awaited<ReturnType<typeof openGroup>>, 'world'>, name: string) =>
  (await world.db.all<{ name: string }>('select name from events' as never)).filter((event) => event.name === name)

describe('making a survey', () => {
  test('from each template, with the questions it names, in the words of the program', async () => {
    const given = await openGroup()
    for (const template of templateKeys) {
      const answer = await given.make({}, template)
      expect([template, answer.status]).toEqual([template, 303])
      const page = await given.member.get(answer.headers.get('location') ?? '')
      expect([page.status, (await page.text()).includes('The survey is made.')]).toEqual([200, true])
    }
    const rows = await all(given)
    expect(rows).toHaveLength(templateKeys.length)
    for (const { template, questions, role, kind } of rows) {
      expect(questions.map(({ key }: Question) => key)).toEqual(templates[template as TemplateKey].questions)
      expect([role, kind]).toEqual([templates[template].role, templates[template].kind])
      expect(JSON.stringify(questions)).not.toContain('{program}')
      expect(questions.length).toBeLessThanOrEqual(10)
    }
    expect(JSON.stringify(rows)).toContain('recommend Northern bootcamp to a friend')
    expect(await eventsNamed(given, 'survey.made')).toHaveLength(rows.length)
  })

  test('for all cohorts of a program, with a question left out and own ones', async () => {
    const given = await openGroup()
    const { 'ask-hours': _, ...form } = surveyForm('mentors_post', given.programId)
    const own = { 'own-1': 'Which mentee surprised you?', 'own-2': 'How tiring was it?', 'own-2-kind': 'scale' }
    await given.member.post(`${given.base}/new`, { ...form, ...own })
    const [row] = await all(given)
    expect(row).toMatchObject({ programId: given.programId, cohortId: null, role: 'mentor', opensOn: TODAY })
    expect(row?.questions.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'recommend scale',
      'worth_time choice',
      'go_on choice',
      'best text',
      'change text',
      'own_1 text',
      'own_2 scale',
    ])
    expect(row?.opensAt).toBe(Date.parse('2026-03-02T00:00:00Z'))
    // Its last day is over everywhere twelve hours after it is in UTC.
    expect(row?.closesAt).toBe(Date.parse('2026-04-21T12:00:00Z'))
  })

  test('is for members: others find nothing, and nothing is written', async () => {
    const given = await openGroup()
    const stranger = await given.stranger()
    for (const path of [given.base, `${given.base}/new`]) expect((await stranger.get(path)).status).toBe(404)
    const answer = await stranger.post(`${given.base}/new`, surveyForm('program_post', given.cohortId))
    expect([answer.status, await all(given)]).toEqual([404, []])
  })

  test('says beside the field what to change, and keeps what was typed', async () => {
    const given = await openGroup()
    const others = await groupWithCohort(made(given.world), 'theirs')
    const bad: [Record<string, string>, string, string][] = [
      [{ title: '   ' }, 'title', 'Give it a title'],
      [{ opensOn: 'soon' }, 'opensOn', 'Give a day as YYYY-MM-DD'],
      [{ closesOn: '2026-03-01' }, 'closesOn', 'Give a day that is not before it opens'],
      [{ opensOn: '2026-02-01', closesOn: '2026-02-02' }, 'closesOn', 'Give a day that is not over'],
      [{ of: others.cohortId }, 'of', 'Choose a program or cohort of this group'],
      [{ of: '' }, 'of', 'Choose a program or cohort'],
      [{ 'own-2': 'x'.repeat(301) }, 'own-2', 'Keep it to 300 bytes'],
    ]
    for (const [fields, path, message] of bad) {
      const answer = await given.make({ title: 'Kept title', 'own-1': 'Kept question', ...fields })
      const html = await answer.text()
      expect([path, answer.status]).toEqual([path, 422])
      expect(html).toContain(`id="${path}-error"`)
      expect(html).toContain(message)
      expect(html).toContain('Kept question')
    }
    const none = Object.fromEntries(templates.program_post.questions.map((key) => [`ask-${key}`, '']))
    expect(await (await given.make(none)).text()).toContain('Ask at least one question')
    const many = { 'own-1': 'One?', 'own-2': 'Two?', 'own-3': 'Three?' }
    expect(await (await given.make(many)).text()).toContain('Ask at most 10')
    expect(await all(given)).toEqual([])
  })

  test('twice for one day makes one', async () => {
    const given = await openGroup()
    const answers = await Promise.all([given.make(), given.make()])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await answers.find(({ status }) => status === 422)?.text()).toContain('opens on that day already')
    expect(await all(given)).toHaveLength(1)
  })
})

describe('its last day', () => {
  test('is changed; one that is over closes it at once', async () => {
    const given = await openSurvey()
    const path = `${given.base}/${given.surveyId}/closing`
    const answer = await given.member.post(path, { closesOn: '2026-05-01' })
    expect([answer.status, (await all(given))[0]?.closesOn]).toEqual([303, '2026-05-01'])
    given.world.now = NOON + 3 * DAY
    await given.member.post(path, { closesOn: TODAY })
    expect((await given.say('ptc_ada', { recommend: 9 })).status).toBe(409)
    expect(await eventsNamed(given, 'survey.closing')).toHaveLength(2)
  })

  test('is for members', async () => {
    const given = await openSurvey()
    const before = await all(given)
    const answer = await (await given.stranger()).post(`${given.base}/${given.surveyId}/closing`, {
      closesOn: '2026-05-01',
    })
    expect([answer.status, await all(given)]).toEqual([404, before])
  })

  test('before it opens is refused beside the field', async () => {
    const given = await openSurvey()
    for (const closesOn of ['2026-01-01', 'never']) {
      const answer = await given.member.post(`${given.base}/${given.surveyId}/closing`, { closesOn })
      const html = await answer.text()
      expect([answer.status, html.includes('closesOn-error'), html.includes(closesOn)]).toEqual([422, true, true])
    }
    expect((await all(given))[0]?.closesOn).toBe('2026-04-20')
  })
})

describe('taking it away', () => {
  test('works until somebody was asked', async () => {
    const given = await openGroup()
    const answer = await given.make({ opensOn: '2026-03-09' })
    const path = (answer.headers.get('location') ?? '').replace(/\?.*/, '')
    await askAt(given.world, NOON + DAY)
    const gone = await given.member.post(`${path}/removal`)
    expect([gone.status, gone.headers.get('location')]).toEqual([303, `${given.base}?done=gone`])
    expect(await all(given)).toEqual([])
  })

  test('is refused once they were, and to others; nothing is written', async () => {
    const given = await openSurvey()
    const path = `${given.base}/${given.surveyId}/removal`
    expect((await (await given.stranger()).post(path)).status).toBe(404)
    const answer = await given.member.post(path)
    expect([answer.status, (await answer.text()).includes('close it instead')]).toEqual([409, true])
    expect(await all(given)).toHaveLength(1)
  })

  test('a survey of another group is not there', async () => {
    const given = await openSurvey()
    const theirs = await groupWithCohort(made(given.world), 'theirs')
    expect((await given.member.post(`/groups/${theirs.groupId}/surveys/${given.surveyId}/removal`)).status).toBe(404)
    expect((await given.member.get(`/groups/${theirs.groupId}/surveys/${given.surveyId}`)).status).toBe(404)
    expect(await all(given)).toHaveLength(1)
  })
})
