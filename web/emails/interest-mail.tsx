import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'
import { quoted } from './plain-lines.ts'

type Message = { from: string; title: string; message: string; link: string }

/** Somebody's message, passed on. Whoever reads it answers on our page: neither sees the other's address. */
export const interestMail = ({ from, title, message, link }: Message): Mail =>
  passedOn({
    subject: `${from} is interested in ${title}`,
    before: `${from} is interested in ${title} and writes:`,
    message,
    button: 'Answer',
    link,
    after: 'Do not reply to this mail: nobody would get it. Your answer goes back the same way, without your address.',
  })

/** The organization's one answer. */
export const interestAnswerMail = ({ from, title, message, link }: Message): Mail =>
  passedOn({
    subject: `${from} answers about ${title}`,
    before: `${from} answers what you wrote about ${title}:`,
    message,
    button: 'See both',
    link,
    after: 'Do not reply to this mail: nobody would get it. If you go on, use what the answer says.',
  })

type PassedOn = { subject: string; before: string; message: string; button: string; link: string; after: string }

/** The stranger's words are text, never links or markup, and marked as theirs in both parts. */
function passedOn({ subject, before, message, button, link, after }: PassedOn): Mail {
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{before}</p>
      <blockquote style={styles.quote}>{message}</blockquote>
      <Button href={link}>{button}</Button>
      <Soft>{after}</Soft>
    </MailFrame>,
    `${before}

${quoted(message)}

${button}:
${link}

${after}`,
  )
}
