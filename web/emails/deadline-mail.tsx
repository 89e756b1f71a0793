import { formatDay } from '../../src/calendar.ts'
import { closesInFull } from '../opportunities/words.ts'
import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'

type Props = {
  opportunity: {
    title: string
    organization: string
    closesOn: string | null
    zone: string | null
    approximate: boolean
  }
  /** The day they set themselves, where that is what is near. */
  ownDay: string | null
  links: { page: string; applied: string; settings: string }
}

/** Three days before something on somebody's tracker is due. */
export function deadlineMail({ opportunity: o, ownDay, links }: Props): Mail {
  const closes = closesInFull(o)
  const subject = `${ownDay ? 'Your own day' : 'Closes'} in 3 days: ${o.title}`
  const what = ownDay
    ? `You wanted to apply by ${formatDay(ownDay)}.${closes ? ` It ${closes}.` : ''}`
    : `It ${closes}.`
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>
        <a href={links.page} style={styles.link}>
          {o.title}
        </a>
        , {o.organization}. {what}
      </p>
      <Button href={links.applied}>I applied</Button>
      <Soft>
        It is among your applications.{' '}
        <a href={links.settings} style={styles.link}>
          Turn reminders off
        </a>
      </Soft>
    </MailFrame>,
    `${o.title}, ${o.organization}
${links.page}

${what}

Applied? Say so here:
${links.applied}

It is among your applications. Turn reminders off:
${links.settings}`,
  )
}
