import { fold } from '../text/fold.ts'
import { nameKeyOf, type OrganizationInput } from './schema.ts'
import type { organizations } from './table.ts'

export type Organization = typeof organizations.$inferSelect

export function newOrganization(id: string, given: OrganizationInput, now: number): Organization {
  return {
    id,
    ...given,
    nameKey: nameKeyOf(given.name),
    example: false,
    createdAt: now,
    updatedAt: now,
    aboutMarkdown: null,
  }
}

/** An organization known from elsewhere: what it lacks is filled, aliases and countries are added, nothing is lost. */
export function fillOrganization(known: Organization, given: OrganizationInput, now: number): Organization {
  return {
    ...known,
    website: known.website ?? given.website,
    aboutHtml: known.aboutHtml || given.aboutHtml,
    aliases: otherNames(known.nameKey, [...known.aliases, given.name, ...given.aliases]),
    countries: [...new Set([...known.countries, ...given.countries])],
    parent: known.parent ?? given.parent,
    foundedOn: known.foundedOn ?? given.foundedOn,
    updatedAt: now,
  }
}

/** What its only source says now; what the source no longer says is kept. */
export function reviseOrganization(known: Organization, given: OrganizationInput, now: number): Organization {
  return {
    ...known,
    name: given.name,
    nameKey: nameKeyOf(given.name),
    website: given.website ?? known.website,
    aboutHtml: given.aboutHtml || known.aboutHtml,
    aboutMarkdown: given.aboutHtml ? null : known.aboutMarkdown,
    aliases: given.aliases.length ? given.aliases : known.aliases,
    countries: given.countries.length ? given.countries : known.countries,
    parent: given.parent ?? known.parent,
    foundedOn: given.foundedOn ?? known.foundedOn,
    updatedAt: now,
  }
}

function otherNames(nameKey: string, names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const name of names) if (!byKey.has(fold(name))) byKey.set(fold(name), name)
  byKey.delete(nameKey)
  return [...byKey.values()]
}
