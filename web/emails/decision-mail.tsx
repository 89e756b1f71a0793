import { Button, type Mail, MailFrame, renderMail, styles } from './mail.tsx'
import { quoted } from './plain-lines.ts'

type Props = {
  title: string
  verdict: 'approved' | 'changes_asked' | 'rejected'
  /** The moderator's words. */
  reason: string
  page: string
  edit: string
}

const said = {
  approved: {
    subject: 'On the board',
    what: 'is approved: everybody can read it now.',
    button: 'See it',
  },
  changes_asked: {
    subject: 'Please change',
    what: 'is not on the board yet as you wrote it: a moderator asks for changes.',
    button: 'Change it',
  },
  rejected: {
    subject: 'Not taken',
    what: 'was not taken by a moderator.',
    button: 'See what you wrote',
  },
} as const

/** What a moderator decided, in their words. The answer to it is an edit. */
export function decisionMail({ title, verdict, reason, page, edit }: Props): Mail {
  const { subject: start, what, button } = said[verdict]
  const subject = `${start}: ${title}`
  const link = verdict === 'approved' ? page : edit
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>
        <b>{title}</b> {what}
      </p>
      {reason && <blockquote style={styles.quote}>{reason}</blockquote>}
      <Button href={link}>{button}</Button>
    </MailFrame>,
    [`${title} ${what}`, ...(reason ? [quoted(reason)] : []), `${button}:\n${link}`].join('\n\n'),
  )
}
