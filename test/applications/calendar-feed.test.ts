import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { trackerSettings } from '../../src/applications/table.ts'
import { closures, retractions } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld } from '../support/world.ts'
import { applicationOf, tracker } from './given.ts'

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((event) => [event.getFirstPropertyValue('summary'), String(event.getFirstPropertyValue('dtstart'))])

async function linked() {
  const world = await createWorld()
  const alum = await tracker(world)
  const make = async () => {
    const page = await (await alum.post('/me/applications/calendar')).text()
    return /(\/deadlines\/[\w-]{43}\.ics)/.exec(page)?.[1] ?? ''
  }
  return { world, alum, make, link: await make() }
}

test('the private link gives deadlines of what is still to be applied to, and own days, without a session', async () => {
  const { world, alum, link } = await linked()
  const ids = {
    saved: await publish(world, { title: 'Saved; with, signs', closesOn: '2026-03-20' }),
    applied: await publish(world, { title: 'Applied', closesOn: '2026-03-21' }),
    closed: await publish(world, { title: 'Closed', closesOn: '2026-03-22' }),
    gone: await publish(world, { title: 'Hazard', closesOn: '2026-03-23' }),
  }
  for (const [name, id] of Object.entries(ids)) await alum.track(id, name === 'applied' ? 'applied' : 'saved')
  const { id } = await applicationOf(world, ids.applied)
  await alum.post(`/me/applications/${id}`, { notes: 'Private words', dueOn: '2026-03-12', version: '1' })
  await world.db.insert(closures).values({ opportunityId: ids.closed, reason: 'filled', closedBy: 't', closedAt: 1 })
  await world.db
    .insert(retractions)
    .values({ opportunityId: ids.gone, reason: 'hazardous', note: '', retractedBy: 't', retractedAt: 1 })
  const answer = await world.get(link)
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(eventsIn(text).sort()).toEqual([
    ['Deadline: Saved; with, signs, Northlight Institute', '2026-03-20'],
    ['My own deadline: Applied, Northlight Institute', '2026-03-12'],
  ])
  expect(text).not.toContain('Private words')
  expect(await (await world.get(link)).text()).toBe(text)
})

test('a new link ends the old one; ended, forged or of somebody suspended it opens nothing', async () => {
  const { world, alum, link, make } = await linked()
  const rows = JSON.stringify(await world.db.select().from(trackerSettings))
  expect(rows).not.toContain(link.slice(11, 40))
  const newer = await make()
  expect((await world.get(link)).status).toBe(404)
  expect((await world.get(newer)).status).toBe(200)
  expect((await world.get('/deadlines/x.ics')).status).toBe(404)
  const other = await tracker(world, 'other@example.test')
  await other.post('/me/applications/calendar/end')
  expect((await world.get(newer)).status).toBe(200)
  expect((await alum.post('/me/applications/calendar/end')).status).toBe(303)
  expect((await world.get(newer)).status).toBe(404)
  expect(await (await alum.get('/me/applications')).text()).toContain('Make a link')
})

test('a zone that is none stays in the form with what to write instead', async () => {
  const { world, alum } = await linked()
  const answer = await alum.post('/me/applications/settings', { reminders: 'yes', zone: 'Paris' })
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain('value="Paris"')
  expect(page).toMatch(/id="zone-error"[^>]*>Give a time zone such as Europe\/Paris/)
  expect(page).not.toMatch(/name="checkIns"[^>]*checked/)
  expect((await world.db.select().from(trackerSettings))[0]).toMatchObject({ checkIns: true, zone: null })
  await alum.post('/me/applications/settings', { reminders: 'yes', zone: 'Europe/Paris' })
  expect((await world.db.select().from(trackerSettings))[0]).toMatchObject({
    reminders: true,
    checkIns: false,
    zone: 'Europe/Paris',
  })
})
