import { describeCommitment } from '../../src/commitment.ts'
import type { Item } from '../../src/digests/items.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { deadlineWords, payWords, placeWords } from '../opportunities/words.ts'
import { type Mail, MailFrame, renderMail, styles } from './mail.tsx'

const MOST_ITEMS = 20

type Props = { items: Item[]; query: string; search: string; manage: string; origin: string; now: number }

/** What is new to one reader, in both parts from the same lines. */
export function digestMail({ items, query, search, manage, origin, now }: Props): Mail {
  const lines = items.slice(0, MOST_ITEMS).map((item) => lineOf(item, origin, now))
  const more = items.length - lines.length
  const links = {
    board: origin + paths.board(query),
    manage: origin + paths.subscription(manage),
    unsubscribe: origin + paths.unsubscribe(manage),
  }
  const [first] = lines
  const subject = items.length === 1 && first ? first.title : `${items.length} new: ${first?.title} and more`
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p style={styles.soft}>{`New for your search: ${search}`}</p>
      {lines.map((line) => (
        <div key={line.link} style={styles.item}>
          <a href={line.link} style={styles.title}>
            {line.title}
          </a>
          <p style={styles.soft}>{line.who}</p>
          <p style={styles.soft}>{line.terms}</p>
        </div>
      ))}
      {more > 0 && (
        <p>
          <a href={links.board} style={styles.link}>{`${more} more on the board`}</a>
        </p>
      )}
      <p style={styles.soft}>
        <a href={links.manage} style={styles.link}>
          Change when this comes
        </a>{' '}
        ·{' '}
        <a href={links.unsubscribe} style={styles.link}>
          Unsubscribe
        </a>
      </p>
    </MailFrame>,
    [
      `New for your search: ${search}`,
      ...lines.map((line) => `${line.title}\n${line.who}\n${line.terms}\n${line.link}`),
      ...(more > 0 ? [`${more} more on the board: ${links.board}`] : []),
      `Change when this comes: ${links.manage}\nUnsubscribe: ${links.unsubscribe}`,
    ].join('\n\n'),
  )
}

function lineOf({ opportunity: o, occasion }: Item, origin: string, now: number) {
  return {
    title: o.title,
    who: `${say(o.kind)} · ${o.organization.name} · ${placeWords(o)}`,
    terms: [
      describeCommitment(o.commitment),
      o.pay.kind === 'unknown' ? 'pay not stated' : payWords(o.pay),
      closingWords(deadlineWords(o, now).text),
      ...(occasion.startsWith('reopened') ? ['open again'] : []),
      ...(occasion.startsWith('opened') ? ['now open'] : []),
    ].join(' · '),
    link: origin + paths.opportunity(o.id, o.title),
  }
}

function closingWords(left: string): string {
  if (left === 'not stated') return 'deadline not stated'
  if (/^\d+ days$/.test(left)) return `closes in ${left}`
  return left === 'rolling' || left.startsWith('opens') ? left : `closes ${left}`
}
