import { formatDay } from '../../src/calendar.ts'
import type { RecordNotice } from '../../src/programs/records/notice.ts'
import type { Ask } from '../../src/surveys/asking.ts'
import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'
import { Records, recordTexts } from './record-mail.tsx'

export type LinkedAsk = Ask & { link: string }
type Props = {
  asks: LinkedAsk[]
  records: RecordNotice[]
  reminder: boolean
  /** The link to what they track here, where that waits too. */
  applications?: string | null
}

/** One mail a month at most, with every survey that waits for somebody. Opening a link saves nothing. */
export function surveyMail({ asks, records, reminder, applications = null }: Props): Mail {
  const groups = [...new Set(asks.map(({ group }) => group))]
  const subject = subjectOf(asks, groups, reminder)
  const why = `${groups.join(' and ')} ${groups.length > 1 ? 'ask' : 'asks'} you because you took part. It takes under two minutes, without signing in, and you can change your answers until it closes.`
  const after =
    'Your answers go to the group that asks, with your name; others see figures only. We mail questions at most once a month. Rather not? The page has a button that ends it.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{why}</p>
      {asks.map((ask) => (
        <SurveyItem key={ask.surveyId + ask.participantId} ask={ask} />
      ))}
      <TrackedItem link={applications} />
      <Records records={records} />
      <Soft>{after}</Soft>
    </MailFrame>,
    [why, ...asks.map(surveyText), ...trackedTexts(applications), ...recordTexts(records), after].join('\n\n'),
  )
}

const TRACKED = 'And what became of the applications that you track here?'

/** What goes with another mail: the month's question of what somebody tracks. */
export const TrackedItem = ({ link }: { link: string | null }) =>
  link && (
    <div class="line" style={styles.item}>
      {TRACKED}{' '}
      <a href={link} style={styles.link}>
        Answer on one page
      </a>
    </div>
  )

export const trackedTexts = (link: string | null) => (link ? [`${TRACKED}\n${link}`] : [])

/** One survey with its link. */
export const SurveyItem = ({ ask: { title, group, closesOn, link } }: { ask: LinkedAsk }) => (
  <div class="line" style={styles.item}>
    <b>{title}</b>, {group}
    <br />
    <span class="soft" style={styles.soft}>
      Open until {formatDay(closesOn)}
    </span>
    <Button href={link}>Answer</Button>
  </div>
)

export const surveyText = ({ title, group, closesOn, link }: LinkedAsk) =>
  `${title}, ${group} (open until ${formatDay(closesOn)}):\n${link}`

function subjectOf(asks: Ask[], groups: string[], reminder: boolean): string {
  const what = asks.length === 1 ? `${asks[0]?.title} (${groups[0]})` : `${asks.length} short surveys for you`
  return reminder ? `A last reminder: ${what}` : what
}
