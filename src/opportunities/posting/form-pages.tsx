import type { VNode } from 'preact'
import type { PosterProps } from '../../../web/posting/poster-section.tsx'
import { PostingPage, type PostingProps } from '../../../web/posting/posting-page.tsx'
import { PreviewPage } from '../../../web/posting/preview-page.tsx'
import type { Ctx } from '../../context.ts'
import type { Issue } from '../../errors.ts'
import { listOwnOrganizations } from '../../organizations/queries.ts'
import { paths } from '../../paths.ts'
import type { Typed } from '../schema.ts'
import type { Given } from './form-reading.ts'
import { readTime } from './hours.ts'
import { previewOf } from './previewing.ts'
import { findNamed, findWriting } from './queries.ts'
import { readPosting } from './reading.ts'
import { type FieldName, textIn } from './schema.ts'
import { stampForm } from './tokens.ts'

type Shown = Pick<PostingProps, 'done' | 'prefill'> & {
  id: string
  typed: Typed
  control: { base: string; version: number; stamp?: string }
  email?: string
  issues?: readonly Issue[]
  guessed?: readonly FieldName[]
  fresh?: boolean
  theirs?: Typed
}

/** The form with all that is around it, for whoever asks. */
export async function formPage(ctx: Ctx, shown: Shown): Promise<VNode> {
  const { id, typed, control, email = '', issues = [], guessed = [], fresh = false } = shown
  const { done, theirs, prefill } = shown
  const settled = await settledFor(ctx, id)
  const poster = await posterOf(ctx, settled, email)
  const stamp = poster.who === 'visitor' ? control.stamp || (await stampForm(ctx, id)) : ''
  return (
    <PostingPage
      form={{ typed, issues, guessed }}
      control={{ id, base: control.base, version: control.version, stamp }}
      poster={poster}
      time={readTime(textIn(typed, 'commitment'), textIn(typed, 'kind'))}
      action={settled || control.version > 0 ? paths.editOpportunity(id) : paths.newOpportunity()}
      fresh={fresh}
      {...{ done, theirs, prefill }}
    />
  )
}

/** The organization of what was submitted before. */
async function settledFor(ctx: Ctx, id: string) {
  if (ctx.actor.type !== 'person') return null
  const standing = (await findWriting(ctx, id))?.standing
  return standing ? findNamed(ctx, standing.organizationId) : null
}

async function posterOf(ctx: Ctx, settled: { name: string } | null, email: string): Promise<PosterProps> {
  if (ctx.actor.type !== 'person') return { who: 'visitor', email }
  if (settled) return { who: 'settled', name: settled.name }
  return { who: 'person', organizations: await listOwnOrganizations(ctx.db, ctx.actor.id) }
}

/** What readers will see, or what must change before they can. */
export async function previewPage(ctx: Ctx, given: Given): Promise<VNode | { issues: Issue[] }> {
  const { id, typed, control, email } = given
  const read = await previewed(ctx, typed, id)
  if ('issues' in read) return read
  const { isSettled, ...shown } = read
  const action = control.version > 0 || isSettled ? paths.editOpportunity(id) : paths.newOpportunity()
  const time = readTime(textIn(typed, 'commitment'), textIn(typed, 'kind'))
  return <PreviewPage {...shown} {...{ typed, email, action, time }} control={{ id, ...control }} />
}

/** An opportunity as it would be public now, with the organization it is for. */
export async function previewed(ctx: Ctx, typed: Typed, id: string) {
  const read = readPosting(typed)
  if ('issues' in read) return read
  const settled = await settledFor(ctx, id)
  const named = { id, name: textIn(typed, 'organizationName') || 'Your organization', website: null, about: '' }
  const organization = settled ?? (await findNamed(ctx, textIn(typed, 'organization'))) ?? named
  const { now, origin } = ctx
  const opportunity = previewOf(read.input, { id, now, organization, reachable: true })
  return { opportunity, now, origin, isSettled: settled !== null }
}
