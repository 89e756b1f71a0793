import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'
import { quoted } from './plain-lines.ts'

type Asked = { title: string; organization: string; askedBy: string; message: string; link: string }

/** To somebody whom an organization would like to meet. Its words are text, and marked as its own. */
export function askedMail({ title, organization, askedBy, message, link }: Asked): Mail {
  const subject = `${organization} would like to meet you: ${title}`
  const before = `${askedBy || 'Somebody'} of ${organization} saw what you bring, without your name, and asks to be introduced to you for ${title}:`
  const after =
    'Your answer is yours: if you decline, they learn only that. If you accept, its members see your name and your profile. Do not reply to this mail: nobody would get it.'
  const off = 'You get this because you let organizations see you. You can stop that in your account at any time.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{before}</p>
      <blockquote style={styles.quote}>{message}</blockquote>
      <Button href={link}>Read it and answer</Button>
      <Soft>{after}</Soft>
      <Soft>{off}</Soft>
    </MailFrame>,
    `${before}

${quoted(message)}

Read it and answer:
${link}

${after}

${off}`,
  )
}

type Answered = { title: string; answer: 'accepted' | 'declined'; link: string }

/** To the member who asked: the answer, and nothing of who gave it. */
export function answeredMail({ title, answer, link }: Answered): Mail {
  const accepted = answer === 'accepted'
  const subject = `${accepted ? 'Accepted' : 'Declined'}: your introduction for ${title}`
  const before = accepted
    ? `Somebody you asked about ${title} accepts. Their name and profile are on our page, for your organization’s members.`
    : `Somebody you asked about ${title} declines. There is nothing to do; they are not shown to you for it again.`
  const button = accepted ? 'See who it is' : 'See the request'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{before}</p>
      <Button href={link}>{button}</Button>
    </MailFrame>,
    `${before}

${button}:
${link}`,
  )
}
