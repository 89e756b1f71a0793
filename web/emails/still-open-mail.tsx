import { dayIn, formatDay } from '../../src/calendar.ts'
import { type Mail, MailFrame, renderMail, styles } from './mail.tsx'

const MOST_TITLES = 20

type Props = { organization: string; titles: string[]; until: number; link: string }

/** Asks an organization about all it has open without a deadline. The link opens a page; nothing happens before a press there. */
export function stillOpenMail({ organization, titles, until, link }: Props): Mail {
  const [first = ''] = titles
  const subject = titles.length === 1 ? `Still open? ${first}` : `Still open? ${titles.length} at ${organization}`
  const shown = titles.slice(0, MOST_TITLES)
  const more = titles.length > shown.length ? [`and ${titles.length - shown.length} more`] : []
  const lines = [...shown, ...more]
  const day = formatDay(dayIn(until, 'UTC'))
  const these = titles.length === 1 ? 'this is' : 'these are'
  const it = titles.length === 1 ? 'it closes' : 'they close'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{`${organization} set no deadline, so we ask now and then whether ${these} still open:`}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>
        <a href={link} style={styles.button}>
          {titles.length === 1 ? 'Yes, still open' : 'All still open'}
        </a>
      </p>
      <p
        style={styles.soft}
      >{`Without an answer by ${day} ${it}. You can open ${titles.length === 1 ? 'it' : 'them'} again with one click.`}</p>
    </MailFrame>,
    `${organization} set no deadline, so we ask now and then whether ${these} still open:

${lines.map((line) => `- ${line}`).join('\n')}

Answer here:
${link}

Without an answer by ${day} ${it}. You can open ${titles.length === 1 ? 'it' : 'them'} again with one click.`,
  )
}
