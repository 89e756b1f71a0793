import type { OwnProfile, Profile } from './schema.ts'

/** A kept profile with what was said elsewhere over it, not saved yet: lists are united, single answers take its place. */
export function prefilled(kept: OwnProfile, said: Profile): OwnProfile {
  const { hours, per, months, from } = said.availability
  const unite = <T>(mine: readonly T[], more: readonly T[]) => [...new Set([...mine, ...more])]
  const isNew = (one: Profile['places'][number]) =>
    !kept.places.some(({ country, city }) => country === one.country && city === one.city)
  return {
    ...kept,
    sides: unite(kept.sides, said.sides),
    skills: [...kept.skills, ...said.skills.filter(({ id }) => !kept.skills.some((known) => known.id === id))],
    professions: unite(kept.professions, said.professions),
    workGroups: unite(kept.workGroups, said.workGroups),
    kinds: unite(kept.kinds, said.kinds),
    languages: unite(kept.languages, said.languages),
    audiences: unite(kept.audiences, said.audiences),
    places: [...kept.places, ...said.places.filter(isNew)],
    availability: {
      ...(hours === null ? { hours: kept.availability.hours, per: kept.availability.per } : { hours, per }),
      months: months.length ? months : kept.availability.months,
      from: from ?? kept.availability.from,
    },
    level: said.level ?? kept.level,
    degree: said.degree ?? kept.degree,
    remote: said.remote ?? kept.remote,
    relocate: said.relocate ?? kept.relocate,
    visaNeeded: said.visaNeeded ?? kept.visaNeeded,
    payNeeded: said.payNeeded ?? kept.payNeeded,
  }
}
