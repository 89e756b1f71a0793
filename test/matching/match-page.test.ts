import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../src/paths.ts'
import type { World } from '../support/world.ts'
import { openFour } from './four-opportunities.ts'

let world: World
beforeAll(async () => {
  world = await openFour()
})

describe('GET /match', () => {
  const html = async (search: string) => {
    const response = await world.get(paths.match(search))
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toContain('no-store')
    return response.text()
  }

  test('without a profile it asks for one', async () => {
    const text = await html('')
    expect(text).toContain('Say what you bring')
    expect(text).toContain('Nothing of this is stored')
  })

  test('the address is the profile: matches, what is missing, a link to learn it, and what nearly fits', async () => {
    const text = await html('skill=facilitation&hours=6&pay_needed=yes')
    expect(text).toContain('2 you could take, the best first')
    expect(text).toContain('Facilitation, a must-have')
    expect(text).toContain('href="/opportunities/opp_2-curriculum-course">Curriculum course</a>')
    expect(text).toContain('40 h a week asked, you give 6')
    expect(text).not.toMatch(/ style=|undefined|NaN/)
  })

  test('where names coincide they are the person’s; the board’s own narrow what is matched', async () => {
    expect(await html('kind=role')).toContain('1 you could take')
    expect(await html('hours=6&pay=unpaid')).toContain('1 you could take')
    expect(await html('q=facilitator&sort=match')).toContain('1 you could take')
  })

  test('names and ids are both understood, and kept in the form', async () => {
    const text = await html('skill=Python&country=france&language=EN,fr&months=6')
    expect(text).toContain('name="skill" value="python" checked')
    expect(text).toContain('name="country" value="France"')
    expect(text).toMatch(/name="language" value="English"[\s\S]*name="language" value="French"/)
    expect(text).toContain('name="months" value="6" checked')
  })

  test('nothing of one visitor shows to the next', async () => {
    const before = await html('per=month&hours=9')
    await html(
      'skill=python&kind=role&months=6&months=7&country=FR&from=2026-05-01&language=fr&side=technical&relocate=yes',
    )
    expect(await html('per=month&hours=9')).toBe(before)
    expect(before).not.toMatch(/type="checkbox"[^>]* checked/)
  })

  test.each([
    'skill=juggling',
    'hours=many',
    'hours=0',
    'months=0',
    'kind=job',
    'remote=maybe',
    'country=Nowhere',
    'foo=bar',
    'visa=perhaps',
    '%ff=%ff',
    '__proto__=1',
    'constructor=1',
  ])('%s is named in a notice, never a failure', async (search) => {
    expect(await html(search)).toContain('class="notices"')
  })

  test('when nothing fits it says what to do, and looks at what nearly fits only where something does', async () => {
    const text = await html('kind=phd')
    expect(text).toContain('Nothing open fits all of this')
    expect(text).not.toContain('nearly')
    expect(await html('hours=1&kind=fellowship')).toContain('look at what nearly fits')
  })

  test.each([
    ['language=French', 'French'],
    ['language=français', 'French'],
    ['language=FR', 'French'],
    ['language=Scottish+Gaelic', 'Scottish Gaelic'],
    ['language=French,+German', 'French'],
    ['language=en+fr', 'French'],
    ['language=Spanish+and+French', 'French'],
  ])('%s is a language', async (search, name) => {
    const text = await html(search)
    expect(text).toMatch(new RegExp(`name="language" value="${name}"`))
    expect(text).not.toContain('class="notices"')
  })

  test('what is refused stays in its field, with what to change beside it and on top', async () => {
    const text = await html('hours=many&country=Nowhere&language=Klingon&language=fr&from=soon')
    for (const [id, value] of [
      ['hours', 'many'],
      ['country', 'Nowhere'],
      ['language-2', 'Klingon'],
      ['from', 'soon'],
    ] as const) {
      const field = new RegExp(`<input id="${id}"[^>]*>`).exec(text)?.[0]
      expect(field).toContain(`value="${value}"`)
      expect(field).toContain(`aria-describedby="${id}-error"`)
      expect(field).toContain('aria-invalid="true"')
      expect(text).toContain(`id="${id}-error"`)
    }
    expect(text).toContain('“Klingon” was left out: give a language such as French, or its code fr')
    expect(text).toContain('Give a country such as France, or its code FR')
    expect(await html('hours=169&skill=python')).toMatch(/value="169"[\s\S]*A week has only 168 hours/)
    expect(await html('hours=169&skill=python')).toContain('value="python" checked')
  })

  test('what shares no skill and no profession comes last, folded', async () => {
    const text = await html('skill=curriculum_design&work_group=technical')
    const [strong, weaker] = text.split('Weaker matches (3)')
    expect(strong).toContain('Course facilitator</a> <span class="kind">')
    expect(weaker).toContain('Curriculum course</a> <span class="kind">')
    expect(text).toMatch(/<details class="weaker"><summary>/)
    expect(await html('hours=40')).not.toContain('Weaker matches')
  })

  test('each reason to leave out leads to the same search without it', async () => {
    const text = await html('skill=python&kind=role&hours=2&per=week&pay_needed=yes')
    const links = [...text.matchAll(/<li><a href="([^"]+)"><span class="num">(\d)<\/span> ([^<]+)/g)].map(
      ([, href = '', count, words]) => [href.replaceAll('&amp;', '&'), count, words],
    )
    expect(links).toEqual([
      ['/match?skill=python&hours=2&per=week&pay_needed=yes', '3', 'of another kind: show any kind'],
      ['/match?skill=python&kind=role&pay_needed=yes', '3', 'with more hours than you give: show any hours'],
      ['/match?skill=python&kind=role&hours=2&per=week', '1', 'unpaid: show these too'],
    ])
    expect(await html('pay_needed=yes&per=week')).toContain('<a href="/"><span class="num">1</span> unpaid')
  })

  test('figures stand with their base, on a track of 100, in words of the board', async () => {
    const text = await html('skill=facilitation&hours=6')
    expect(text).toMatch(/skills \d+ of 50 · profession 6 of 15 \(not stated\) · work group 6 of 15/)
    expect(text).toContain('<rect class="track" width="100" height="3">')
    const read = text.replace(/<[^>]+>/g, ' ') + (await html('')).replace(/<[^>]+>/g, ' ')
    expect(read).not.toMatch(/\bopenings?\b/i)
    expect(read).toContain('Nothing is stored. You can also')
  })

  test('fields carry visible labels and suggestions, and the form can be sent half-way', async () => {
    const text = await html('')
    expect(text).not.toContain('placeholder=')
    expect(text).toMatch(/<label for="country">Country<\/label><input id="country"[^>]* list="country-choices"/)
    expect(text).toMatch(/<label for="language">Language<\/label><input id="language"[^>]* list="language-choices"/)
    expect(text).toMatch(/<datalist id="language-choices">[\s\S]*<option value="French">/)
    expect(text).toContain('I can give')
    expect(text).toContain('Technical needs machine-learning knowledge.')
    expect(text.match(/>Match<\/button>/g)).toHaveLength(2)
  })
})
