import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { Time } from '../ui/year-strip.tsx'
import { deadlineWords, payWords, placeWords, say } from './words.ts'

/** One opportunity in a list: what, who and where, time, pay, days left. */
export function OpportunityRow({ opportunity: o, now }: { opportunity: OpportunityCard; now: number }) {
  const left = deadlineWords(o, now)
  return (
    <div class="row">
      <h3>
        <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> <span class="kind">{say(o.kind)}</span>
        {o.example && <span class="kind example">example</span>}
      </h3>
      <p class="where">
        {o.organization.name} · {placeWords(o)}
      </p>
      <Time commitment={o.commitment} startsOn={o.startsOn} />
      <span class="pay num">
        <span class="visually-hidden">Pay: </span>
        {payWords(o.pay)}
      </span>
      <span class={left.soon ? 'left num soon' : 'left num'}>
        <span class="visually-hidden">Closes: </span>
        {left.text}
      </span>
    </div>
  )
}
