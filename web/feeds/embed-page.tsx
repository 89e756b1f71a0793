import type { Finding } from '../../src/feeds/finding.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { asset } from '../assets.ts'
import { PayAndDeadline } from '../opportunities/row.tsx'
import { placeBriefly } from '../opportunities/words.ts'
import { Notices } from '../ui/notices.tsx'
import { Time } from '../ui/year-strip.tsx'

type Props = Omit<Finding, 'next'> & { origin: string; now: number }

const elsewhere = { target: '_blank', rel: 'noopener' }

/** A search inside another site's page: a document of its own, whose links open beside that page. */
export function EmbedPage({ search, words, openings, total, notices, origin, now }: Props) {
  const board = origin + paths.board(search)
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`Onward: ${words}`}</title>
        <link rel="canonical" href={board} />
        <link rel="stylesheet" href={asset('styles.css')} />
      </head>
      <body>
        <main id="main">
          <h1 class="visually-hidden">Opportunities in AI safety</h1>
          <div class="found">
            <h2 class="num">{`${total} open`}</h2>
            <span class="soft">{words}</span>
          </div>
          <Notices notices={notices} />
          {openings.length ? <List openings={openings} now={now} /> : <p class="panel">Nothing open fits this now.</p>}
          <p class="paging">
            <a class="button" href={board} {...elsewhere}>
              {total > openings.length ? `All ${total} on Onward` : 'More on Onward'}
            </a>
          </p>
        </main>
      </body>
    </html>
  )
}

const List = ({ openings, now }: { openings: OpportunityCard[]; now: number }) => (
  <ol class="list">
    {openings.map((opening) => (
      <li key={opening.id}>
        <Row opening={opening} now={now} />
      </li>
    ))}
  </ol>
)

function Row({ opening: o, now }: { opening: OpportunityCard; now: number }) {
  return (
    <div class="row">
      <h3>
        <a href={paths.opportunity(o.id, o.title)} {...elsewhere}>
          {o.title}
        </a>{' '}
        <span class="kind">{say(o.kind)}</span>
      </h3>
      <p class="where">
        {o.example && <span class="kind example">example</span>} <span>{o.organization.name}</span> · {placeBriefly(o)}
      </p>
      <Time commitment={o.commitment} startsOn={o.startsOn} />
      <PayAndDeadline opportunity={o} now={now} />
    </div>
  )
}
