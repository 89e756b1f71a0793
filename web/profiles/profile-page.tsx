import type { Answers } from '../../src/matching/answers.ts'
import type { Refused } from '../../src/matching/profile-query.ts'
import { type AnswerName, answerNames, type SkillGap } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import type { OwnProfile } from '../../src/profiles/schema.ts'
import { languageName } from '../../src/taxonomy/languages.ts'
import { Layout } from '../layout.tsx'
import { SkillGaps } from '../matching/skill-gaps.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { OwnProfileForm, type ProfileFormProps } from './profile-form.tsx'
import { countSaid, differences } from './said.ts'
import { type Step, steps } from './steps.ts'

export type ProfilePageProps = Omit<ProfileFormProps, 'opens'> & {
  answers: Answers
  /** What a newer version says, saved in another tab while this one was typed. */
  newer: OwnProfile | null
  /** Something in the form comes from a search and is not saved yet. */
  filled: boolean
  /** Their public page, where they allow one. */
  publicPage: string | null
  /** Which skills would open most: a panel below what matches now. */
  gaps: SkillGap[]
}

export const ProfilePage = ({ answers, newer, filled, publicPage, gaps, ...form }: ProfilePageProps) => (
  <Layout title="Your profile" path={paths.me()} own={paths.profile()} hidden workspace>
    <main id="main" class="narrow profile own-profile">
      <h1>Your profile</h1>
      {form.done === steps.at(-1) && (
        <p class="done" role="status">
          Saved. <a href={paths.ownMatches()}>See what fits you</a>.
        </p>
      )}
      <Summary refused={form.refused} profile={form.profile} />
      {newer && <Newer mine={form.profile} theirs={newer} />}
      {filled && (
        <p class="done" role="status">
          Filled in from what you said at “Match me”. Nothing of it is saved yet: look it over, then save.
        </p>
      )}
      <p class="soft">
        Every field may stay empty, and every step can be saved by itself. Nobody else sees any of it unless you allow
        it under <a href={paths.personalData()}>your data</a>.
        {publicPage && (
          <>
            {' '}
            You allow a <a href={publicPage}>public page</a>.
          </>
        )}
      </p>
      <Progress profile={form.profile} answers={answers} />
      <SkillGaps gaps={gaps} />
      <OwnProfileForm opens={answers.opens} {...form} />
    </main>
  </Layout>
)

/** What a number of further matches hangs on, and where it is answered. */
const openWords: Record<AnswerName, { words: string; step: Step }> = {
  hours: { words: 'Adding hours', step: 'time' },
  months: { words: 'Adding months', step: 'time' },
  skills: { words: 'Adding skills', step: 'skills' },
  professions: { words: 'Adding professions', step: 'skills' },
  workGroups: { words: 'Adding work groups', step: 'wants' },
  audiences: { words: 'Saying whom you are among', step: 'wants' },
  places: { words: 'Adding where you are', step: 'where' },
  relocate: { words: 'If you would move', step: 'where' },
  level: { words: 'Adding your level', step: 'background' },
}

const Progress = ({ profile, answers: { total, evident, opens } }: { profile: OwnProfile; answers: Answers }) => {
  const { said, of } = countSaid(profile)
  const open = answerNames.filter((name) => opens[name] > 0).sort((a, b) => opens[b] - opens[a])
  return (
    <section class="panel" aria-labelledby="progress">
      <h2 id="progress" class="num">
        {evident
          ? `${evident} ${evident === 1 ? 'opportunity matches' : 'opportunities match'} you now`
          : 'Nothing matches you yet'}
      </h2>
      <p class="soft num">
        {`${said} of ${of} answers given. You could take ${total} of what is open; what matches also shares a skill or a profession with you.`}
      </p>
      {open.length > 0 && (
        <>
          <ul class="open-answers num">
            {open.map((name) => (
              <li key={name}>
                <a href={`#${openWords[name].step}`}>{openWords[name].words}</a>: up to {opens[name]} more match
              </li>
            ))}
          </ul>
          <p class="soft small">Counted are those that ask for it and that the best answer would fit.</p>
        </>
      )}
    </section>
  )
}

const fieldWords: Record<string, string> = {
  hours: 'Hours',
  from: 'From',
  other_skill: 'Another skill',
  looking_for: 'What you look for',
  country: 'Place',
  language: 'Language',
  remote: 'No remote work',
  link: 'Link',
}

/** The field that something refused stands in: of several, behind those that were understood. */
function fieldOf({ name }: Refused, nth: number, { places, languages, links, otherSkills }: OwnProfile): string {
  const taken: Record<string, readonly unknown[]> = {
    country: places,
    language: languages.map(languageName),
    link: links,
    other_skill: otherSkills,
  }
  const at = (taken[name]?.length ?? 0) + nth
  return at && taken[name] ? `${name}-${at + 1}` : name
}

function Summary({ refused, profile }: { refused: Refused[]; profile: OwnProfile }) {
  const labels: Record<string, string> = {}
  const issues = refused.map((one, i) => {
    const nth = refused.slice(0, i).filter(({ name }) => name === one.name).length
    const path = fieldOf(one, nth, profile)
    const label = fieldWords[one.name]
    if (label) labels[path] = label
    return { path, message: label ? one.problem : `${one.name.replaceAll('_', ' ')}: ${one.problem}` }
  })
  return <FormSummary issues={issues} labels={labels} />
}

/** Both stand side by side: nothing newer is written over unseen. */
const Newer = ({ mine, theirs }: { mine: OwnProfile; theirs: OwnProfile }) => (
  <section class="summary" tabindex={-1} autofocus aria-labelledby="newer">
    <h2 id="newer">Your profile was saved elsewhere meanwhile</h2>
    <p>
      Nothing was saved from here yet, and the form below holds what you typed. Save it to take the place of the newer
      one, or <a href={paths.profile()}>take the newer one</a> and leave what you typed.
    </p>
    <div class="wide">
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">Where they differ</th>
            <th scope="col">Typed here</th>
            <th scope="col">Saved meanwhile</th>
          </tr>
        </thead>
        <tbody>
          {differences(mine, theirs).map(({ label, mine: typed, theirs: saved }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{typed || '—'}</td>
              <td>{saved || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p>
      <button class="button main" type="submit" form="own-profile">
        Save what I typed over it
      </button>
    </p>
  </section>
)
