import { type Issue, issuesOf } from '../errors.ts'
import { readTime } from '../opportunities/posting/hours.ts'
import { idOf } from '../paths.ts'
import { Credits, LandingWrite } from './schema.ts'

type Typed = Record<string, string | undefined>
const CREDIT = 'credit.'

/** The field in which a program's share is typed. */
export const creditField = (programId: string) => CREDIT + programId

/** The shares typed, each as a number; what is no number is refused beside the others. */
function creditsIn(typed: Typed) {
  return Object.entries(typed).flatMap(([name, text = '']) => {
    if (!name.startsWith(CREDIT) || !text.trim() || Number(text.replace(',', '.')) === 0) return []
    return [{ programId: name.slice(CREDIT.length), share: Number(text.trim().replace(',', '.')) }]
  })
}

/** An opportunity by its id or by a link to its page. */
const opportunityIn = (text: string) => {
  const [, segment = text.trim()] = /\/opportunities\/([\w-]+)/.exec(text) ?? []
  return idOf(segment)
}

/** What stands in a form about credit belongs to the one field there is for all shares. */
const besideCredits = (issues: Issue[]): Issue[] =>
  issues.map(({ path, message }) => ({ path: path.startsWith('credits') ? 'credits' : path, message }))

export type ReadForm<Input> = { input: Input } | { issues: Issue[] }

/** The form of a landing, with an issue for each field that must change. */
export function readLandingForm(typed: Typed): ReadForm<LandingWrite> {
  const asked = readTime((typed.time ?? '').trim(), 'role')
  const read = LandingWrite.safeParse({
    participantId: typed.participantId ?? '',
    organizationName: typed.organizationName ?? '',
    title: typed.title ?? '',
    outcome: typed.outcome,
    startsOn: typed.startsOn ?? '',
    endedOn: typed.endedOn ?? '',
    opportunityId: opportunityIn(typed.opportunity ?? ''),
    evidenceUrl: typed.evidenceUrl ?? '',
    credits: creditsIn(typed),
    ...('commitment' in asked ? { commitment: asked.commitment } : {}),
  })
  const issues = [
    ...(read.success ? [] : besideCredits(issuesOf(read.error))),
    ...('problem' in asked ? [{ path: 'time', message: asked.problem }] : []),
  ].map(({ path, message }) => ({ path: path === 'opportunityId' ? 'opportunity' : path, message }))
  return read.success && !issues.length ? { input: read.data } : { issues }
}

/** Of a landing that is the person's own the group says only whom it credits. */
export function readCreditsForm(typed: Typed): ReadForm<{ programId: string; share: number }[]> {
  const read = Credits.safeParse(creditsIn(typed))
  if (read.success) return { input: read.data }
  return { issues: issuesOf(read.error).map(({ message }) => ({ path: 'credits', message })) }
}
