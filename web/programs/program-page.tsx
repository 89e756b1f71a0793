import { formatDay } from '../../src/calendar.ts'
import { paths } from '../../src/paths.ts'
import { activityName, audienceName, placeName } from '../../src/programs/naming.ts'
import { type FigureName, figures as figureNames } from '../../src/programs/schema.ts'
import type { PublicCohort, PublicFigure, PublicProgram } from '../../src/programs/showing.ts'
import { languageName } from '../../src/taxonomy/languages.ts'
import { excerpt, plainText } from '../../src/text/plain.ts'
import { Layout } from '../layout.tsx'

type Props = { program: PublicProgram; today: string; origin: string }

const MOST_DESCRIBED = 200

/** A program as everybody reads it. */
export function ProgramPage({ program: p, today, origin }: Props) {
  const what = [activityName(p.activity), p.group.name, placeName(p)].filter(Boolean).join(' · ')
  return (
    <Layout
      title={p.name}
      path={paths.programs()}
      description={excerpt(plainText(p.aboutHtml), MOST_DESCRIBED) || what}
      canonical={origin + paths.program(p.id, p.name)}
    >
      <div class="sheet">
        <main id="main">
          <p class="soft">
            {what}
            {p.example && <span class="kind example">example</span>}
          </p>
          <h1>{p.name}</h1>
          <Facts program={p} />
          {p.opportunity && (
            <p class="actions">
              <a class="button main" href={paths.opportunity(p.opportunity.id, p.opportunity.title)}>
                Open now: apply
              </a>
              <span class="soft">
                {p.opportunity.title}
                {p.opportunity.closesOn && `, until ${formatDay(p.opportunity.closesOn)}`}
              </span>
            </p>
          )}
          {/* Safe since it was written: Markdown rendered without raw HTML. */}
          <div class="prose body" dangerouslySetInnerHTML={{ __html: p.aboutHtml }} />
          <Cohorts program={p} today={today} />
          <Figures figures={p.figures} />
        </main>
        <aside aria-label="Beside it">
          <GroupPanel group={p.group} />
        </aside>
      </div>
    </Layout>
  )
}

function Facts({ program: p }: Pick<Props, 'program'>) {
  const facts = [
    { name: 'Where', value: placeName(p) },
    { name: 'Languages', value: p.languages.map(languageName).join(', ') },
    { name: 'Made for', value: p.audiences.map(audienceName).join(', ') },
    { name: 'Held since', value: p.beganOn && formatDay(p.beganOn) },
  ].filter(({ value }) => value)
  const site = p.website
  if (!facts.length && !site) return null
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {site && (
        <div>
          <dt>Website</dt>
          <dd>
            <a href={site} rel="ugc nofollow noopener">
              {new URL(site).hostname.replace(/^www\./, '')}
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}

const toldOf = (figures: readonly PublicFigure[], figure: FigureName, cohort = '') =>
  figures.find((one) => one.figure === figure && one.cohortId === cohort)
const shareWords = ({ count, outOf }: PublicFigure) => `about ${count} of ${outOf}`
const columnNames: Record<FigureName, string> = { finished: 'Finished', landed: 'Landed within a year' }

function Cohorts({ program: { cohorts, figures }, today }: Pick<Props, 'program' | 'today'>) {
  if (!cohorts.length) return <p class="soft">No date is known yet.</p>
  const told = figureNames.filter((figure) => cohorts.some(({ id }) => toldOf(figures, figure, id)))
  return (
    <>
      <h2>Cohorts</h2>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">Cohort</th>
              <th scope="col">When</th>
              <th scope="col">Where</th>
              <th scope="col">Places</th>
              {told.map((figure) => (
                <th key={figure} scope="col">
                  {columnNames[figure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => {
              return (
                <tr key={cohort.id}>
                  <td>
                    {cohort.name} <Timing cohort={cohort} today={today} />
                  </td>
                  <td class="num">{`${formatDay(cohort.startsOn)} to ${formatDay(cohort.endsOn)}`}</td>
                  <td>
                    {[placeName(cohort), cohort.language && `in ${languageName(cohort.language)}`]
                      .filter(Boolean)
                      .join(', ')}
                  </td>
                  <td class="num">{cohort.capacity ?? ''}</td>
                  {told.map((figure) => {
                    const one = toldOf(figures, figure, cohort.id)
                    return (
                      <td key={figure} class="num">
                        {one ? shareWords(one) : <span class="soft">too few to tell</span>}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}

const Timing = ({ cohort: { startsOn, endsOn }, today }: { cohort: PublicCohort; today: string }) =>
  startsOn > today ? <span class="kind">coming</span> : endsOn >= today && <span class="kind">under way</span>

function Figures({ figures }: { figures: readonly PublicFigure[] }) {
  const [finished, landed] = [toldOf(figures, 'finished'), toldOf(figures, 'landed')]
  const all = finished ?? landed
  if (!all) return null
  return (
    <p>
      {finished && (
        <>
          Of those who took part, <b class="num">{shareWords(finished)}</b> finished.{' '}
        </>
      )}
      {landed && (
        <>
          Within a year of the end, <b class="num">{shareWords(landed)}</b> had landed
          {landed.answered === null ? '' : `; about ${landed.answered} of ${landed.outOf} gave an answer`}.{' '}
        </>
      )}
      <span class="soft small">
        {`In whole fives, as of ${formatDay(`${all.month}-01`)}; told anew once a month, and never of fewer than 5 people.`}
      </span>
    </p>
  )
}

const GroupPanel = ({ group }: { group: PublicProgram['group'] }) => (
  <div class="panel">
    <h2>{group.name}</h2>
    {group.about && <p class="small">{group.about}</p>}
    {group.website && (
      <p>
        <a href={group.website} rel="ugc nofollow noopener">
          {new URL(group.website).hostname.replace(/^www\./, '')}
        </a>
      </p>
    )}
    <p class="small">
      <a href={paths.programs(new URLSearchParams({ q: group.name }).toString())}>What else it runs</a>
    </p>
  </div>
)
