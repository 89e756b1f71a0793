import { type Context, Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { DataPage } from '../../../web/data/data-page.tsx'
import { ErasedPage, ErasurePage } from '../../../web/data/erasure-pages.tsx'
import { open, personOf, SESSION_COOKIE, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { listSolelyOwned } from '../../organizations/sole-owners.ts'
import { paths } from '../../paths.ts'
import { isLastAdmin } from '../../people/erasing.ts'
import { erasePerson, exportPerson } from '../../privacy.ts'
import { listConsented } from '../consented.ts'
import { giveConsent, withdrawConsent } from '../consenting.ts'
import { findProfile } from '../queries.ts'
import { purposes } from '../schema.ts'
import { whatOrganizationsSee, whatPublicSees } from '../seen.ts'
import { recordsCsv } from './exporting-csv.ts'
import { ConsentForm, ErasureForm } from './schema.ts'

async function dataPage(c: Context<AppEnv>, error?: string) {
  const { ctx } = c.var
  const { id, name } = personOf(c)
  const [{ profile, version }, given] = await Promise.all([findProfile(ctx, id), listConsented(ctx, id)])
  const seen = { organizations: whatOrganizationsSee(profile), everybody: whatPublicSees({ name, profile }) }
  const done = purposes.find((purpose) => purpose === c.req.query('done'))
  return page(c, <DataPage {...{ personId: id, seen, given, done, error, isStated: version > 0 }} />, error ? 422 : 200)
}

type Asked = { typed?: string; error?: string }

async function erasurePage(c: Context<AppEnv>, asked: Asked = {}) {
  const person = personOf(c)
  const [solelyOwned, refused] = await Promise.all([
    listSolelyOwned(c.var.ctx, person.id),
    isLastAdmin(c.var.ctx, person),
  ])
  return page(c, <ErasurePage {...{ solelyOwned, refused, ...asked }} />, asked.error ? 422 : 200)
}

const attachment = (type: string, name: string) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${name}"`,
})

export const personalDataRoutes = new Hono<AppEnv>()
  .get('/me/data', signedIn, (c) => dataPage(c))

  .post('/me/data/consents', signedIn, async (c) => {
    const given = ConsentForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!given.success) return dataPage(c, given.error.issues[0]?.message)
    const { purpose, allow } = given.data
    await (allow === 'yes' ? giveConsent : withdrawConsent)(c.var.ctx, personOf(c), purpose)
    return c.redirect(`${paths.personalData()}?done=${purpose}#${purpose}`, 303)
  })

  .get('/me/data/export.json', signedIn, async (c) => {
    const records = await exportPerson(c.var.ctx, personOf(c).id)
    return c.body(JSON.stringify(records, null, 2), 200, attachment('application/json', 'onward-my-data.json'))
  })

  .get('/me/data/export.csv', signedIn, async (c) => {
    const records = await exportPerson(c.var.ctx, personOf(c).id)
    return c.body(recordsCsv(records), 200, attachment('text/csv; charset=UTF-8', 'onward-my-data.csv'))
  })

  .get('/me/data/erasure', signedIn, (c) => erasurePage(c))

  .post('/me/data/erasure', signedIn, async (c) => {
    const form = Object.fromEntries(await readForm(c.req.raw))
    const given = ErasureForm.safeParse(form)
    if (!given.success) return erasurePage(c, { typed: form.word ?? '', error: given.error.issues[0]?.message })
    await erasePerson(c.var.ctx, personOf(c))
    deleteCookie(c, SESSION_COOKIE, { prefix: 'host', path: '/', secure: true })
    return c.redirect(paths.erased(), 303)
  })

  .get('/erased', open, (c) => page(c, <ErasedPage />))
