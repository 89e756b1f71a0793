import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'
import { quoted } from './plain-lines.ts'

type Suggestion = {
  from: string
  title: string
  organization: string
  note: string
  links: { opportunity: string; all: string }
}

/** "This may be for you", from somebody the reader knows or a moderator. */
export function suggestionMail({ from, title, organization, note, links }: Suggestion): Mail {
  const subject = `This may be for you: ${title}`
  const before = `${from} thinks of you for ${title} at ${organization}${note ? ' and writes:' : '.'}`
  const after = 'They do not learn whether you read this or what you do with it. Do not reply: nobody would get it.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{before}</p>
      {note && <blockquote style={styles.quote}>{note}</blockquote>}
      <Button href={links.opportunity}>See it</Button>
      <Soft>
        {after}{' '}
        <a href={links.all} style={styles.link}>
          All that was suggested to you
        </a>
      </Soft>
    </MailFrame>,
    `${before}
${note && `\n${quoted(note)}\n`}
See it:
${links.opportunity}

${after}

All that was suggested to you:
${links.all}`,
  )
}
