import { dayIn, formatDay } from '../../src/calendar.ts'
import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'

const MOST_TITLES = 20

type Asked = { title: string; reported: boolean; dueAt: number | null }
type Props = { organization: string; asked: Asked[]; link: string; office: string }

/** Asks an organization what of its own is still open. The link opens a page; nothing happens before a press there. */
export function stillOpenMail({ organization, asked, link, office }: Props): Mail {
  const [first] = asked
  const one = asked.length === 1
  const subject = one && first ? `Still open? ${first.title}` : `Still open? ${asked.length} at ${organization}`
  const allReported = asked.every(({ reported }) => reported)
  const lines = asked
    .slice(0, MOST_TITLES)
    .map(({ title, reported }) => (reported && !allReported ? `${title} (a reader told us that it is closed)` : title))
  if (asked.length > lines.length) lines.push(`and ${asked.length - lines.length} more`)
  const why = whyWords(organization, allReported, one)
  const otherwise = otherwiseWords(asked)
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{why}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Button href={link}>{one ? 'Yes, still open' : 'All still open'}</Button>
      <p>
        {'Not open any more? '}
        <a href={office} style={styles.link}>
          Close it in your office
        </a>
      </p>
      <Soft>{otherwise}</Soft>
    </MailFrame>,
    `${why}

${lines.map((line) => `- ${line}`).join('\n')}

Answer here:
${link}

Not open any more? Close it in your office:
${office}

${otherwise}`,
  )
}

function whyWords(organization: string, allReported: boolean, one: boolean): string {
  if (allReported && one) return 'A reader told us this is closed. Is it?'
  if (allReported) return 'Readers told us these are closed. Are they?'
  return `${organization} set no deadline, so we ask now and then whether ${one ? 'this is' : 'these are'} still open:`
}

/** What happens without an answer: a report alone closes nothing. */
function otherwiseWords(asked: Asked[]): string {
  const closing = asked.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))
  const staying = 'stays on the board until you close it'
  if (!closing.length)
    return asked.length === 1 ? `Without an answer it ${staying}.` : `Without an answer each ${staying}.`
  const [closes, again] = closing.length === 1 ? ['it closes', 'it'] : ['they close', 'them']
  const day = formatDay(dayIn(Math.min(...closing), 'UTC'))
  if (closing.length === asked.length)
    return `Without an answer by ${day} ${closes}. You can open ${again} again with one click.`
  return `Without an answer by ${day} what has no deadline closes; what only a reader reported stays. You can open it again with one click.`
}
