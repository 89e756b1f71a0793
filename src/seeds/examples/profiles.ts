import { sql } from 'drizzle-orm'
import type * as z from 'zod'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { OwnProfile, type Purpose, WORDS_VERSION } from '../../profiles/schema.ts'
import { readTerm } from '../../profiles/term.ts'

type Stated = { email: string; profile: z.input<typeof OwnProfile>; allows: readonly Purpose[] }

/** What the example alumna and mentee state of themselves, and allow. */
const stated: readonly Stated[] = [
  {
    email: 'alum@onward.test',
    allows: ['public_page', 'organizations'],
    profile: {
      availability: { hours: 12, per: 'week', months: [1, 2, 3, 6, 7, 8, 9, 10, 11, 12] },
      skills: [
        { id: 'facilitation', level: 'practised' },
        { id: 'research_methods', level: 'learning' },
        { id: 'python', level: 'expert' },
        { id: 'writing_non_technical', level: 'practised' },
      ],
      otherSkills: ['Sign-language interpreting'],
      professions: ['research_technical', 'community_manager'],
      sides: ['technical', 'non_technical'],
      workGroups: ['governance', 'movement_building'],
      audiences: ['early_career', 'career_changers'],
      lookingFor:
        'A day or two a week beside my job, on evaluations or on teaching them. I ran two reading groups in Lyon and would like to build something that lasts.',
      places: [{ country: 'FR', city: 'Lyon' }],
      relocate: null,
      languages: ['fr', 'en'],
      level: 'years_1_4',
      degree: 'master',
      links: ['https://alma-beispiel.test/writing'],
    },
  },
  {
    email: 'mentee@onward.test',
    allows: ['organizations'],
    profile: {
      availability: { hours: 40, per: 'week', months: [6, 7, 8, 9] },
      skills: [
        { id: 'python', level: 'practised' },
        { id: 'pytorch', level: 'practised' },
        { id: 'mathematics', level: 'expert' },
      ],
      professions: ['research_technical'],
      sides: ['technical'],
      workGroups: ['technical'],
      kinds: ['fellowship', 'internship', 'phd'],
      audiences: ['students'],
      lookingFor: 'A summer with people who answer questions with experiments.',
      places: [{ country: 'DE', city: 'Leipzig' }],
      relocate: true,
      languages: ['de', 'en'],
      level: 'graduate',
      degree: 'bachelor',
    },
  },
]

/** Profiles of the example accounts, behind their rows in the batch. Somebody real with such an address gets none. */
export async function exampleProfiles(ctx: Ctx): Promise<Statement[]> {
  const statements: Statement[] = []
  for (const { email, profile, allows } of stated) {
    const emailKey = await ctx.secrets.fingerprint(email)
    const content = JSON.stringify(OwnProfile.parse(profile))
    statements.push(
      ctx.db.run(sql`insert into profiles (person_id, content, version, created_at, updated_at)
        select id, ${content}, 1, ${ctx.now}, ${ctx.now} from people where email_key = ${emailKey} and example = 1`),
      ...(profile.otherSkills ?? []).map((text) => {
        const { key, name, side } = readTerm(text)
        return ctx.db.run(sql`insert into term_proposals (person_id, term_key, term, side, proposed_at)
          select id, ${key}, ${name}, ${side}, ${ctx.now} from people where email_key = ${emailKey} and example = 1`)
      }),
      ...allows.map((purpose) =>
        ctx.db.run(sql`insert into consents (id, person_id, purpose, words_version, given_at)
          select ${ctx.newId('con')}, id, ${purpose}, ${WORDS_VERSION}, ${ctx.now}
          from people where email_key = ${emailKey} and example = 1`),
      ),
    )
  }
  return statements
}
