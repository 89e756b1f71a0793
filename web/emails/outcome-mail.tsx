import type { OutcomeAsk } from '../../src/outcomes/check-ins/mailing.ts'
import type { RecordNotice } from '../../src/programs/records/notice.ts'
import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'
import { Records, recordTexts } from './record-mail.tsx'
import { type LinkedAsk, SurveyItem, surveyText, TrackedItem, trackedTexts } from './survey-mail.tsx'

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
  const why = `Where are you now, ${listed(asks.map(partOf))}? You took part. It takes under a minute, without signing in${asks.some(({ knows }) => knows) ? '; if nothing has changed, one press says so' : ''}.`
  const whom =
    groups.length > 1
      ? 'You choose on the page which of them gets your answer; none of them learns of the others.'
      : `Your answer goes to ${groups[0]}; others see figures only.`
  const after = `${whom} We ask 6, 12 and 24 months after a program, and mail questions at most once a month. Rather not? The page has a button that ends it.`
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{why}</p>
      <Button href={link}>Say where you are</Button>
      {surveys.map((ask) => (
        <SurveyItem key={ask.surveyId + ask.participantId} ask={ask} />
      ))}
      <TrackedItem link={applications} />
      <Soft>{after}</Soft>
      <Records records={records} />
    </MailFrame>,
    [
      why,
      `Say where you are:\n${link}`,
      ...surveys.map(surveyText),
      ...trackedTexts(applications),
      after,
      ...recordTexts(records),
    ].join('\n\n'),
  )
}

const partOf = ({ program, number, group, horizon }: OutcomeAsk) =>
  `${horizon} months after ${program} ${number} of ${group}`

const listed = (parts: string[]) => [...new Set(parts)].join(' and ')
