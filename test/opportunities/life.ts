import { expect } from 'vitest'
import { addDays, DAY, dayIn, endOfDay } from '../../src/calendar.ts'
import type { Actor, Ctx } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import { closeOpportunity, reopenOpportunity } from '../../src/opportunities/closing.ts'
import { decideRevision, undoDecision } from '../../src/opportunities/deciding.ts'
import { selectOpportunity } from '../../src/opportunities/queries.ts'
import { reinstateOpportunity, retractOpportunity } from '../../src/opportunities/retracting.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { submitOpportunity } from '../../src/opportunities/submitting.ts'
import { openings } from '../../src/search/openings.ts'
import type { World } from '../support/world.ts'
import { keyOf, personCalled } from './actors.ts'
import type { Command, Who } from './life-commands.ts'

type Said = { title: string; hours: number; closesOn: string | null }
type Rev = Said & {
  id: string
  by: string
  state: 'waiting' | 'approved' | 'changes_asked' | 'rejected' | 'superseded'
  decidedAt: number
  byMember: boolean
  isErased: boolean
  /** What the public read before an approval; undefined where it read nothing. */
  before: Said | undefined
}
/** What the rules say, without a database. */
type Model = {
  trusted: boolean
  hasMembers: boolean
  hadRow: boolean
  shown: Said | null
  revs: Rev[]
  closed: boolean
  retracted: 'hazardous' | 'mistake' | null
}

type Answer = 'done' | number

export type Home = { organizationId: string; trusted: boolean; hasMembers: boolean }

/** One life: the real commands beside the model. */
export class Life {
  readonly model: Model
  readonly world: World
  readonly id: string
  readonly organizationId: string
  constructor(world: World, id: string, { organizationId, trusted, hasMembers }: Home) {
    this.world = world
    this.id = id
    this.organizationId = organizationId
    this.model = { trusted, hasMembers, hadRow: false, shown: null, revs: [], closed: false, retracted: null }
  }

  actor(who: Who): Actor {
    const of = { organizations: { [this.organizationId]: 'member' as const } }
    switch (who) {
      case 'author':
        return personCalled(`author ${this.id}`)
      case 'member':
        return personCalled(`member ${this.id}`, of)
      case 'key':
        return keyOf(this.organizationId, `maker ${this.id}`)
      case 'outsider':
        return personCalled(`outsider ${this.id}`, { organizations: { org_other: 'owner' } })
      case 'moderator':
        return personCalled(`moderator ${this.id}`, { role: 'moderator' })
      case 'visitor':
        return { type: 'anonymous' }
    }
  }

  ctx = (who: Who): Ctx => this.world.ctx({ actor: this.actor(who) })
  personId = (who: Who) => (who === 'key' ? `maker ${this.id}` : `${who} ${this.id}`)
  expired = (said: Said) => said.closesOn !== null && endOfDay(said.closesOn, null) <= this.world.now

  writes(who: Who): boolean {
    const isAuthor = this.model.revs.at(-1)?.by === this.personId(who)
    return isMember(who) || (isAuthor && !(this.model.shown && this.model.hasMembers))
  }
  /** The answer to who may not write: nothing there, unless the public or a moderator sees it. */
  refusal = (who: Who) => (this.model.shown || who === 'moderator' ? 403 : 404)

  async real(step: Command): Promise<Answer> {
    try {
      await this.run(step)
      return 'done'
    } catch (error) {
      if (error instanceof AppError) return error.status
      throw error
    }
  }

  async run(step: Command): Promise<void> {
    const { id, organizationId } = this
    if (step.do === 'wait') return
    const ctx = this.ctx(step.who)
    switch (step.do) {
      case 'submit': {
        const input = OpportunityInput.parse({
          kind: 'role',
          title: step.title,
          commitment: { basis: 'stated', hoursMin: step.hours, hoursMax: step.hours, per: 'week' },
          closesOn: this.day(step.inDays),
        })
        const { revisionId } = await submitOpportunity(ctx, { opportunityId: id, organizationId, input, typed: {} })
        this.fresh = revisionId
        return
      }
      case 'decide':
        return decideRevision(ctx, this.rev(step.back)?.id ?? 'none', { verdict: step.verdict, reason: 'Because' })
      case 'undo':
        return undoDecision(ctx, this.rev(step.back)?.id ?? 'none')
      case 'close':
        return closeOpportunity(ctx, id, { reason: 'filled', filledThrough: null, applicants: null })
      case 'reopen':
        return reopenOpportunity(ctx, id, { closesOn: this.day(step.inDays) })
      case 'retract':
        return retractOpportunity(ctx, id, { reason: step.reason, note: 'Because' })
      case 'reinstate':
        return reinstateOpportunity(ctx, id)
    }
  }

  fresh = ''
  day = (inDays: number | null) => (inDays === null ? null : addDays(dayIn(this.world.now, 'UTC'), inDays))
  rev = (back: number) => this.model.revs.at(-1 - back)

  /** What the rules say must come of it. */
  expected(step: Command): Answer {
    const { model } = this
    if (step.do === 'wait') return 'done'
    const { who } = step
    switch (step.do) {
      case 'submit': {
        if (who === 'visitor') return 401
        if (model.revs.length) {
          if (!this.writes(who)) return this.refusal(who)
          if (model.retracted) return 409
        }
        return 'done'
      }
      case 'decide': {
        if (who !== 'moderator') return 403
        const rev = this.rev(step.back)
        if (!rev) return 404
        return model.retracted || rev.isErased || rev.state !== 'waiting' ? 409 : 'done'
      }
      case 'undo': {
        if (who !== 'moderator') return 403
        const rev = this.rev(step.back)
        if (!rev) return 404
        const decided = rev.state !== 'waiting' && rev.state !== 'superseded' && rev.decidedAt > this.world.now - DAY
        return decided && rev === model.revs.at(-1) && !model.retracted && !rev.isErased ? 'done' : 409
      }
      case 'close':
        return (
          this.refused(who, this.writes(who) || who === 'moderator') ?? (model.retracted || model.closed ? 409 : 'done')
        )
      case 'reopen': {
        const refused = this.refused(who, this.writes(who))
        if (refused) return refused
        if (model.retracted || (!model.closed && model.shown && !this.expired(model.shown))) return 409
        return step.inDays !== null && step.inDays < 0 ? 422 : 'done'
      }
      case 'retract': {
        const again = model.retracted && !(model.retracted === 'mistake' && step.reason === 'hazardous')
        // What is hazardous is erased also where the public never saw it.
        const unseen = step.reason === 'hazardous' && who === 'moderator' && model.revs.length > 0
        return (unseen ? null : this.refused(who, who === 'moderator')) ?? (again ? 409 : 'done')
      }
      case 'reinstate':
        return this.refused(who, who === 'moderator') ?? (model.retracted === 'mistake' ? 'done' : 409)
    }
  }

  /** Of what the public cannot see, outsiders learn nothing; of what they see, that it is not theirs to change. */
  refused(who: Who, may: boolean): Answer | null {
    const { shown, revs } = this.model
    if (!revs.length || (!shown && !this.writes(who) && who !== 'moderator')) return 404
    if (!may) return 403
    return shown ? null : 404
  }

  /** What the rules say is so afterwards. */
  apply(step: Command): void {
    const { model, world } = this
    switch (step.do) {
      case 'wait':
        world.now += step.days * DAY
        return
      case 'submit':
        this.applySubmission(step)
        return
      case 'decide': {
        const rev = this.rev(step.back)
        if (!rev) return
        Object.assign(rev, { state: step.verdict, decidedAt: world.now, before: model.shown ?? undefined })
        if (step.verdict !== 'approved') return
        model.shown = model.shown && rev.byMember ? { ...model.shown, title: rev.title } : saidIn(rev)
        model.hadRow = true
        return
      }
      case 'undo': {
        const rev = this.rev(step.back)
        if (!rev) return
        const { before } = rev
        if (rev.state === 'approved')
          model.shown = !before || !model.shown ? null : rev.byMember ? { ...model.shown, title: before.title } : before
        rev.state = 'waiting'
        return
      }
      case 'close':
        model.closed = true
        return
      case 'reopen':
        model.closed = false
        if (model.shown) model.shown = { ...model.shown, closesOn: this.day(step.inDays) }
        return
      case 'retract':
        if (model.hadRow) model.retracted = step.reason
        if (step.reason === 'mistake') return
        for (const rev of model.revs) {
          rev.isErased = true
          if (rev.state === 'waiting') Object.assign(rev, { state: 'rejected', decidedAt: world.now })
        }
        return
      case 'reinstate':
        model.retracted = null
    }
  }

  applySubmission({ who, title, hours, inDays }: Extract<Command, { do: 'submit' }>): void {
    const { model, world } = this
    const said = { title, hours, closesOn: this.day(inDays) }
    for (const rev of model.revs) if (rev.state === 'waiting') rev.state = 'superseded'
    const byMember = isMember(who)
    const trusted = model.trusted && byMember
    const atOnce = trusted || (byMember && model.shown?.title === title)
    const state = atOnce ? 'approved' : 'waiting'
    const {
      fresh: id,
      model: { shown },
    } = this
    const by = this.personId(who)
    model.revs.push({
      ...said,
      id,
      by,
      byMember,
      state,
      decidedAt: world.now,
      before: shown ?? undefined,
      isErased: false,
    })
    if (trusted) Object.assign(model, { shown: said, hadRow: true })
    else if (shown && byMember) model.shown = { ...said, title: shown.title }
  }

  /** The one claim: public is exactly what is approved, open, not retracted, in its approved words. */
  async check(): Promise<void> {
    const { model, world, id } = this
    const { index } = await openings(world.ctx(), { fresh: true })
    const [card] = await index.openings.cardsAt([index.openings.positionOf(id)])
    const { shown } = model
    const isOpen = shown !== null && !model.closed && !model.retracted && !this.expired(shown)
    const seen = card && card.closesAt !== null && card.closesAt <= world.now ? undefined : card
    expect(seen && { title: seen.title, hours: hoursOf(seen), closesOn: seen.closesOn }).toEqual(
      isOpen ? { title: shown.title, hours: shown.hours, closesOn: shown.closesOn } : undefined,
    )
    const [page] = await selectOpportunity(world.db, id)
    expect(page !== undefined).toBe(shown !== null)
    if (model.retracted === 'hazardous') expect(JSON.stringify(page ?? null)).not.toMatch(/One|Two|Three/)
    else if (page) expect(page.title).toBe(shown?.title)
  }
}

const isMember = (who: Who) => who === 'member' || who === 'key'
const saidIn = ({ title, hours, closesOn }: Rev): Said => ({ title, hours, closesOn })
const hoursOf = ({ commitment }: { commitment: OpportunityInput['commitment'] }) =>
  commitment.basis === 'stated' ? commitment.hoursMin : null
