import { type Commitment, describeCommitment, fteActive, fteYear } from '../commitment.ts'
import type { Issue } from '../errors.ts'
import { issuesOf } from '../errors.ts'
import { readTime } from '../opportunities/posting/hours.ts'
import type { Kind } from '../opportunities/schema.ts'
import { LandingForm } from './schema.ts'

/** From when, how much, and what shows it. */
export type LandingTerms = {
  startsOn: string
  commitment: Commitment
  fteActive: number | null
  fteYear: number | null
  evidenceUrl: string | null
}

export const termsOf = (startsOn: string, commitment: Commitment, evidenceUrl: string | null = null): LandingTerms => ({
  startsOn,
  commitment,
  fteActive: fteActive(commitment),
  fteYear: fteYear(commitment),
  evidenceUrl,
})

/** The commitment in words that are read back as the same; nothing where nothing is stated. */
export function timeWords(commitment: Commitment, kind: Kind): string {
  if (commitment.basis === 'unknown') return kind === 'funding' ? 'not decided' : ''
  if (commitment.basis === 'none') return kind === 'funding' ? '' : 'none'
  return describeCommitment(commitment)
}

export type ReadLanding = { terms: LandingTerms; endedOn: string | null } | { issues: Issue[] }

/** The form of a landing, with an issue for each field that must change. */
export function readLanding(typed: Record<string, string | undefined>, kind: Kind): ReadLanding {
  const { startsOn = '', time = '', evidenceUrl = '', endedOn = '' } = typed
  const read = LandingForm.safeParse({ startsOn, evidenceUrl, endedOn })
  const asked = readTime(time.trim(), kind)
  const issues = [
    ...(read.success ? [] : issuesOf(read.error)),
    ...('problem' in asked ? [{ path: 'time', message: asked.problem }] : []),
  ]
  if (!read.success || 'problem' in asked) return { issues }
  return {
    terms: termsOf(read.data.startsOn, asked.commitment, read.data.evidenceUrl),
    endedOn: read.data.endedOn,
  }
}
