import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { ListedLink } from '../../src/impact/queries.ts'
import type { Report } from '../../src/impact/reading.ts'
import { linkDays } from '../../src/impact/schema.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { Field, Select } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

const done = { made: 'The link is made: copy it from the list.', revoked: 'The link has ended.' }
const labels: Record<string, string> = { name: 'For whom', days: 'Open for' }

type Link = ListedLink['link'] & {
  by: string | null
  state: 'open' | 'expired' | 'revoked'
  url: string
  mayEnd: boolean
}
type Props = {
  group: Report['group']
  links: Link[]
  typed: Record<string, string>
  issues: Issue[]
  done?: string
}

const dayOf = (at: number) => formatDay(dayIn(at, 'UTC'))

const stateWords = ({ state, expiresAt, revokedAt }: Link) => {
  if (state === 'open') return `open until ${dayOf(expiresAt)}`
  return state === 'expired' ? `expired on ${dayOf(expiresAt)}` : `ended on ${dayOf(revokedAt ?? 0)}`
}

/** Who may read the report from outside, and for how long. */
export function LinksPage({ group, links, typed, issues, done: said }: Props) {
  const of = (name: string) => ({
    name,
    label: labels[name] ?? name,
    error: issues.find(({ path }) => path === name)?.message,
  })
  return (
    <GroupFrame group={group} title="Share" current={paths.groupImpact(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.groupImpact(group.id)}>← Impact</a>
        </p>
        <h1>Share the report</h1>
        <Done done={said} words={done} />
        <FormSummary issues={issues} labels={labels} />
        <p>
          Whoever has a link reads the report without signing in. They see your estimates of activities and your printed
          figures as they are, and sums over people only from 5 people on.
        </p>
        <form method="post" class="panel fields">
          <Field {...of('name')} value={typed.name ?? ''} hint="Such as the funder’s name. Only the group reads it." />
          <Select
            {...of('days')}
            value={typed.days ?? '30'}
            options={linkDays.map((days) => ({ value: days, label: `${days} days` }))}
          />
          <button class="button main" type="submit">
            Make a link
          </button>
        </form>
        {links.length > 0 && (
          <section class="panel">
            <h2>Links</h2>
            <ul class="lines">
              {links.map((link) => (
                <li key={link.id}>
                  <span>
                    <b>{link.name}</b>{' '}
                    <span class={link.state === 'open' ? 'state on' : 'state'}>{stateWords(link)}</span>
                    <br />
                    <span class="soft small">{`Made on ${dayOf(link.createdAt)} by ${link.by || 'somebody who has left'}`}</span>
                    {link.state === 'open' && (
                      <a class="secret" href={link.url}>
                        {link.url}
                      </a>
                    )}
                  </span>
                  {link.state === 'open' && link.mayEnd && (
                    <form method="post" action={paths.reportLinkRevocation(group.id, link.id)}>
                      <button class="button" type="submit">
                        End it<span class="visually-hidden">{`: ${link.name}`}</span>
                      </button>
                    </form>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </GroupFrame>
  )
}
