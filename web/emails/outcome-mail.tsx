import type { OutcomeAsk } from '../../src/outcomes/check-ins/mailing.ts'
import type { RecordNotice } from '../../src/programs/records/notice.ts'
import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'
import { Records, recordTexts } from './record-mail.tsx'
import { type LinkedAsk, SurveyItem, surveyText } from './survey-mail.tsx'

type Props = {
  asks: OutcomeAsk[]
  link: string
  /** What else waits for them: surveys, and the link to what they track here. */
  surveys: LinkedAsk[]
  applications: string | null
  records: RecordNotice[]
}

/** Where are you now? One mail for all programs that may ask. Opening the link saves nothing. */
export function outcomeMail({ asks, link, surveys, applications, records }: Props): Mail {
  const groups = [...new Set(asks.map(({ group }) => group))]
  const subject = `Where are you now? ${groups.join(' and ')} ${groups.length > 1 ? 'ask' : 'asks'}`
  const why = `You took part in ${listed(asks.map(partOf))}. Where are you now? It takes under a minute, without signing in; if nothing has changed, one press says so.`
  const whom =
    groups.length > 1
      ? 'You choose on the page which of them gets your answer; none of them learns of the others.'
      : `Your answer goes to ${groups[0]}; others see figures only.`
  const after = `${whom} We ask 6, 12 and 24 months after a program, and mail questions at most once a month. Rather not? The page has a button that ends it.`
  const tracked = 'And what became of what you track here?'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{why}</p>
      <Button href={link}>Say where you are</Button>
      {surveys.map((ask) => (
        <SurveyItem key={ask.surveyId + ask.participantId} ask={ask} />
      ))}
      {applications && (
        <div class="line" style={styles.item}>
          {tracked}{' '}
          <a href={applications} style={styles.link}>
            Answer on one page
          </a>
        </div>
      )}
      <Soft>{after}</Soft>
      <Records records={records} />
    </MailFrame>,
    [
      why,
      `Say where you are:\n${link}`,
      ...surveys.map(surveyText),
      ...(applications ? [`${tracked}\n${applications}`] : []),
      after,
      ...recordTexts(records),
    ].join('\n\n'),
  )
}

const partOf = ({ program, number, group, horizon }: OutcomeAsk) =>
  `${program} ${number} of ${group}, ${horizon} months ago`

const listed = (parts: string[]) => [...new Set(parts)].join('; ')
