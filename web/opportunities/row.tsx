import { fteYear } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { Time } from '../ui/year-strip.tsx'
import { datesWords } from './dates.ts'
import { deadlineWords, isOpenYet, levelBriefly, payAlone, placeBriefly } from './words.ts'

/** One opportunity in a list: what, who and where, time and its share of a year, pay, days left, how fresh it is. */
export function OpportunityRow({ opportunity: o, now }: { opportunity: OpportunityCard; now: number }) {
  const share = fteYear(o.commitment)
  return (
    <div class="row">
      <h3>
        <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> <span class="kind">{say(o.kind)}</span>
      </h3>
      <p class="where">
        {o.example && <span class="kind example">example</span>} <span>{o.organization.name}</span>
        {` · ${placeBriefly(o)}${o.level ? ` · ${levelBriefly(o.level)}` : ''}`}
      </p>
      <Time commitment={o.commitment} startsOn={o.startsOn} share={share} />
      <PayAndDeadline opportunity={o} now={now} />
      <small class="dates">{datesWords(o, now)}</small>
    </div>
  )
}

/** The two figures at the end of a row. */
export function PayAndDeadline({ opportunity: o, now }: { opportunity: OpportunityCard; now: number }) {
  const left = deadlineWords(o, now)
  return (
    <>
      <span class="pay num">
        <span class="visually-hidden">Pay: </span>
        {payAlone(o.pay)}
      </span>
      <span class={left.soon ? 'left num soon' : 'left num'}>
        {isOpenYet(o, now) && <span class="visually-hidden">Closes: </span>}
        {left.text === 'not stated' ? 'deadline not stated' : left.text}
      </span>
    </>
  )
}
