import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { OwnProfile, type Purpose, WORDS_VERSION } from '../../profiles/schema.ts'

type Stated = { email: string; profile: z.input<typeof OwnProfile>; allows: readonly Purpose[] }

/** What the example alumna states of herself, and allows. */
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
      ...allows.map((purpose) =>
        ctx.db.run(sql`insert into consents (id, person_id, purpose, words_version, given_at)
          select ${ctx.newId('con')}, id, ${purpose}, ${WORDS_VERSION}, ${ctx.now}
          from people where email_key = ${emailKey} and example = 1`),
      ),
    )
  }
  return statements
}
