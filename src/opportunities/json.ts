import { isoInstant } from '../calendar.ts'
import { commitmentJson } from '../commitment.ts'
import { paths } from '../paths.ts'
import { skillById } from '../taxonomy/terms.ts'
import type { OpportunityCardJson, OpportunityJson } from './api-schema.ts'
import type { Opportunity, OpportunityCard } from './queries.ts'
import { closedBecause } from './state.ts'

const skillJson = (id: string) => {
  const skill = skillById.get(id)
  return { id, name: skill?.name ?? id, side: skill?.side ?? null }
}

const organizationJson = ({ id, name, website }: OpportunityCard['organization'], origin: string) => ({
  id,
  name,
  url: origin + paths.organization(id, name),
  website,
})

/** What a list of the API says of an opportunity. What is not stated is null. */
export function opportunityCardJson(o: OpportunityCard, origin: string): OpportunityCardJson {
  return {
    id: o.id,
    url: origin + paths.opportunity(o.id, o.title),
    kind: o.kind,
    title: o.title,
    organization: organizationJson(o.organization, origin),
    workGroups: o.workGroups,
    sides: o.sides,
    professions: o.professions,
    skills: o.skills.map(({ id, must }) => ({ ...skillJson(id), must })),
    teaches: o.teaches.map(skillJson),
    commitment: commitmentJson(o.commitment),
    startsOn: o.startsOn,
    workplace: o.workplace,
    places: o.places,
    remoteRegions: o.remoteRegions,
    zoneFence: o.zoneFence,
    opensOn: o.opensOn,
    closesOn: o.closesOn,
    zone: o.zone,
    rolling: o.rolling,
    approximate: o.approximate,
    status: 'published',
    pay: o.pay,
    relocation: o.relocation,
    visa: o.visa,
    level: o.level,
    degree: o.degree,
    languages: o.languages,
    seats: o.seats,
    audiences: o.audiences,
    summary: o.summary || null,
    publishedAt: isoInstant(o.publishedAt),
    updatedAt: isoInstant(o.updatedAt),
    verifiedOn: o.verifiedOn,
    example: o.example,
  }
}

/** All that the API says of one opportunity. */
export function opportunityJson(o: Opportunity, origin: string, now: number): OpportunityJson {
  return {
    ...opportunityCardJson(o, origin),
    status: closedBecause(o, now) ? 'closed' : 'published',
    validation: o.validation,
    bodyHtml: o.bodyHtml || null,
    applyUrl: o.applyUrl,
    source: o.source,
  }
}
