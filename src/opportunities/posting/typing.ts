import { describeCommitment } from '../../commitment.ts'
import type { OpportunityInput, Typed } from '../schema.ts'
import { writeAmount } from './amounts.ts'
import { markdownOf } from './markdown-of.ts'
import { writePlaces } from './places.ts'
import { writeAudiences, writeLanguages, writeRemoteRegions, writeSkill } from './terms.ts'

const ticked = (value: boolean) => (value ? 'yes' : '')
const stated = (value: string) => (value === 'unknown' ? '' : value)

/** The form that says this: for what was not typed here, such as an import. */
export function typedOf(input: OpportunityInput): Typed {
  const { pay } = input
  const typed: Typed = {
    kind: input.kind,
    title: input.title,
    summary: input.summary,
    body: markdownOf(input.bodyHtml),
    applyUrl: input.applyUrl ?? '',
    workGroups: input.workGroups,
    sides: input.sides,
    professions: input.professions,
    must: input.skills.filter(({ must }) => must).map(({ id }) => writeSkill(id)),
    nice: input.skills.filter(({ must }) => !must).map(({ id }) => writeSkill(id)),
    teaches: input.teaches.map(writeSkill),
    ...writeAudiences(input.audiences),
    languages: writeLanguages(input.languages),
    commitment: timeOf(input),
    startsOn: input.startsOn ?? '',
    workplace: input.workplace ?? '',
    places: writePlaces(input.places),
    remoteRegions: writeRemoteRegions(input.remoteRegions),
    zoneFence: input.zoneFence ?? '',
    opensOn: input.opensOn ?? '',
    closesOn: input.closesOn ?? '',
    zone: input.zone ?? '',
    rolling: ticked(input.rolling),
    approximate: ticked(input.approximate),
    pay: stated(pay.kind),
    payMin: writeAmount(pay.min),
    payMax: writeAmount(pay.max),
    currency: pay.currency ?? '',
    payPer: pay.per ?? '',
    relocation: stated(input.relocation),
    visa: stated(input.visa),
    level: input.level ?? '',
    degree: input.degree ?? '',
    seats: input.seats === null ? '' : String(input.seats),
    validation: input.validation ?? '',
  }
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value.length > 0))
}

function timeOf({ commitment, kind }: OpportunityInput): string {
  if (commitment.basis === 'unknown') return kind === 'funding' ? 'not decided' : ''
  if (commitment.basis === 'none') return kind === 'funding' ? '' : 'none'
  return describeCommitment(commitment)
}
