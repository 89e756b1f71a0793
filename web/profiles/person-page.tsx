import { formatDay } from '../../src/calendar.ts'
import type { Commitment } from '../../src/commitment.ts'
import { describeMonths } from '../../src/commitment.ts'
import { paths } from '../../src/paths.ts'
import type { PublicPerson } from '../../src/profiles/public-page.ts'
import type { OwnProfile } from '../../src/profiles/schema.ts'
import { skillById } from '../../src/taxonomy/terms.ts'
import { Layout } from '../layout.tsx'
import { Time } from '../ui/year-strip.tsx'
import { countSaid, languagesSaid, listSaid, placesSaid, professionsSaid } from './said.ts'

type Props = {
  person: PublicPerson
  origin: string
  /** It is the reader's own page. */
  own: boolean
}

/** What its owner lets everybody see: never an address, and nothing of what they need. */
export function PersonPage({ person: { id, name, profile }, origin, own }: Props) {
  const called = name || 'Somebody'
  const description = professionsSaid(profile) || listSaid(profile.workGroups)
  return (
    <Layout
      title={called}
      description={description ? `${called}: ${description}` : undefined}
      canonical={origin + paths.person(id)}
      workspace
    >
      <main id="main" class="narrow person">
        <h1>{called}</h1>
        {own && (
          <p class="done">
            This is your public page. <a href={paths.profile()}>Edit your profile</a>, or{' '}
            <a href={paths.personalData()}>take the page back</a>.
          </p>
        )}
        {countSaid(profile).said === 0 && <p class="soft">Nothing is said here yet.</p>}
        {profile.lookingFor && (
          <section class="panel" aria-labelledby="looks-for">
            <h2 id="looks-for">Looks for</h2>
            <p class="pre">{profile.lookingFor}</p>
          </section>
        )}
        <dl class="facts">
          <TimeGiven {...profile.availability} />
          <Fact label="Professions" words={professionsSaid(profile)} />
          <Fact label="Work groups" words={listSaid(profile.workGroups)} />
          <Fact label="Wants" words={listSaid(profile.kinds)} />
          <Fact label="Where" words={placesSaid(profile)} />
          <Fact label="Languages" words={languagesSaid(profile)} />
        </dl>
        <Skills {...profile} />
        <Links links={profile.links} />
      </main>
    </Layout>
  )
}

const Fact = ({ label, words }: { label: string; words: string }) =>
  words ? (
    <div>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  ) : null

/** What a person gives, as what an opportunity asks: so the same strip shows both. */
const commitmentOf = ({ hours, per, months }: OwnProfile['availability']): Commitment =>
  hours === null
    ? { basis: 'unknown' }
    : {
        ...{ basis: 'stated', hoursMin: hours, hoursMax: hours, per, weeks: null },
        months: months.length ? months : null,
        monthsPerYear: months.length || null,
      }

function TimeGiven(availability: OwnProfile['availability']) {
  const { hours, months, from } = availability
  if (hours === null && !months.length && !from) return null
  return (
    <div>
      <dt>Time</dt>
      <dd>
        {hours === null ? (
          months.length > 0 && describeMonths(months)
        ) : (
          <Time commitment={commitmentOf(availability)} startsOn={null} />
        )}
        {from && <small>from {formatDay(from)}</small>}
      </dd>
    </div>
  )
}

const sideWords = { technical: 'technical', non_technical: 'non-technical' }

const Skills = ({ skills, otherSkills }: Pick<OwnProfile, 'skills' | 'otherSkills'>) =>
  skills.length + otherSkills.length > 0 && (
    <section class="panel" aria-labelledby="skills">
      <h2 id="skills">Skills</h2>
      <ul class="skills">
        {skills.flatMap(({ id, level }) => {
          const skill = skillById.get(id)
          return skill ? (
            <li key={id}>
              {skill.name} <span class="soft small">{[sideWords[skill.side], level].filter(Boolean).join(' · ')}</span>
            </li>
          ) : (
            []
          )
        })}
        {otherSkills.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )

/** All are the owner's own, and anybody could have typed them. */
const Links = ({ links }: Pick<OwnProfile, 'links'>) =>
  links.length > 0 && (
    <section class="panel" aria-labelledby="links">
      <h2 id="links">Links</h2>
      <ul>
        {links.map((link) => (
          <li key={link}>
            <a href={link} rel="me nofollow ugc noopener">
              {link.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
