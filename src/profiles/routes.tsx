import { type Context, Hono } from 'hono'
import { PersonPage } from '../../web/profiles/person-page.tsx'
import { ProfilePage } from '../../web/profiles/profile-page.tsx'
import { type Step, steps } from '../../web/profiles/steps.ts'
import { ANYWHERE_ON_EARTH, dayIn } from '../calendar.ts'
import { notFound } from '../errors.ts'
import { anybody, personOf, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { answersThatOpen } from '../matching/answers.ts'
import { skillGaps } from '../matching/gaps.ts'
import { parseProfileQuery, type Refused } from '../matching/profile-query.ts'
import { paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { findOwn, type Own } from './own.ts'
import { prefilled } from './prefilling.ts'
import { findPublicPerson } from './public-page.ts'
import { otherSkillsIn, readOwnForm } from './reading.ts'
import { saveProfile } from './saving.ts'
import type { OwnProfile } from './schema.ts'
import { readTerm } from './term.ts'

type Shown = {
  /** What is kept of them. */
  own: Own
  profile: OwnProfile
  version: number
  refused?: Refused[]
  newer?: OwnProfile
  filled?: boolean
  done?: Step | null
}

async function profilePage(c: Context<AppEnv>, { own, refused = [], newer, filled, done, ...form }: Shown) {
  const { ctx } = c.var
  const { id } = personOf(c)
  const { index } = await openings(ctx)
  const publicPage = own.consents.has('public_page') ? paths.person(id) : null
  const answers = answersThatOpen(index, form.profile, ctx.now)
  const gaps = skillGaps(index, form.profile, ctx.now)
  const props = { ...form, refused, answers, gaps, publicPage, newer: newer ?? null, filled: filled ?? false }
  return page(c, <ProfilePage {...props} done={done ?? null} />, refused.length ? 422 : newer ? 409 : 200)
}

const stepOf = (text: string | null | undefined) => steps.find((step) => step === text) ?? null

/** Where one goes on after a step: at the next one, and after the last on top. */
function afterStep(step: Step | null): string {
  const done = step ?? 'background'
  const next = steps[steps.indexOf(done) + 1]
  return paths.profile(`done=${done}`) + (next ? `#${next}` : '')
}

const isEqual = (one: OwnProfile, other: OwnProfile) => JSON.stringify(one) === JSON.stringify(other)

export const profileRoutes = new Hono<AppEnv>()
  .get('/me/profile', signedIn, async (c) => {
    const own = await findOwn(c.var.ctx, personOf(c).id)
    const { profile, version } = own
    const said = parseProfileQuery(new URL(c.req.url).searchParams)
    if (said.stated) return profilePage(c, { own, profile: prefilled(profile, said.profile), version, filled: true })
    return profilePage(c, { own, profile, version, done: stepOf(c.req.query('done')) })
  })

  .post('/me/profile', signedIn, async (c) => {
    const { ctx } = c.var
    const person = personOf(c)
    const form = await readForm(c.req.raw)
    const given = parseProfileQuery(form)
    const terms = otherSkillsIn(given.rest).map((text) => readTerm(text).key)
    const own = await findOwn(ctx, person.id, terms)
    const today = dayIn(ctx.now, ANYWHERE_ON_EARTH)
    const { profile, refused } = readOwnForm(given, { today, saved: own.profile, merged: own.merged })
    const version = Number(form.get('version')) || 0
    if (refused.length) return profilePage(c, { own, profile, version, refused })
    if (!(await saveProfile(ctx, person, { content: profile, version }))) {
      const newer = await findOwn(ctx, person.id)
      // A button that was pressed twice.
      if (!isEqual(newer.profile, profile))
        return profilePage(c, { own: newer, profile, version: newer.version, newer: newer.profile })
    }
    return c.redirect(afterStep(stepOf(form.get('step'))), 303)
  })

  .get('/people/:id', anybody, async (c) => {
    const { ctx } = c.var
    const person = await findPublicPerson(ctx, c.req.param('id'))
    if (!person) throw notFound('Person')
    const own = ctx.actor.type === 'person' && ctx.actor.id === person.id
    return page(c, <PersonPage {...{ person, own, origin: ctx.origin }} />)
  })
