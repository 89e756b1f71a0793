import { formatDay } from '../../src/calendar.ts'
import { type Commitment, describeMonths } from '../../src/commitment.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import type { SeenByPublic } from '../../src/profiles/seen.ts'
import { Time } from '../ui/year-strip.tsx'
import { factsSaid, type Seen } from './said.ts'

/** All that may be seen of what somebody states, wherever it is seen; nothing of what they leave out. */
export function StatedFacts({ seen }: { seen: Seen }) {
  const { lookingFor = '', links = [] }: Partial<SeenByPublic> = seen
  const { hours, months, from } = seen.availability
  const facts = factsSaid(seen)
  const hasTime = hours !== null || months.length > 0 || from !== null
  const hasFacts = facts.length > 0 || hasTime || links.length > 0
  if (!hasFacts && !lookingFor) return <p class="soft">Nothing is said here yet.</p>
  return (
    <>
      {lookingFor && (
        <figure class="looks-for">
          <figcaption class="soft small">Looks for</figcaption>
          <blockquote class="spoken">{lookingFor}</blockquote>
        </figure>
      )}
      {hasFacts && (
        <dl class="needs stated">
          {hasTime && (
            <div>
              <dt>Time</dt>
              <dd>
                <TimeGiven {...seen.availability} />
              </dd>
            </div>
          )}
          {facts.map(({ label, words }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
          {links.length > 0 && (
            <div>
              <dt>Links</dt>
              <dd>
                <Links links={links} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </>
  )
}

function TimeGiven({ hours, per, months, from }: Profile['availability']) {
  return (
    <>
      {hours !== null ? (
        <Time commitment={givenAs(hours, per, months)} startsOn={null} />
      ) : (
        months.length > 0 && <span>{describeMonths(months)}</span>
      )}
      {from && <small>{`from ${formatDay(from)}`}</small>}
    </>
  )
}

/** Hours that somebody gives, drawn like hours that are asked. */
function givenAs(hours: number, per: 'week' | 'month', given: number[]): Commitment {
  const months = given.length > 0 && given.length < 12 ? [...given].sort((a, b) => a - b) : null
  return {
    ...{ basis: 'stated', hoursMin: hours, hoursMax: hours, per },
    ...{ months, monthsPerYear: months?.length ?? null, weeks: null },
  }
}

/** All are the owner's own, and anybody could have typed them. */
const Links = ({ links }: { links: string[] }) => (
  <ul>
    {links.map((link) => (
      <li key={link}>
        <a href={link} rel="me nofollow ugc noopener">
          {link.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
        </a>
      </li>
    ))}
  </ul>
)
