import { type Mail, MailFrame, renderMail, styles } from './mail.tsx'

/** The link by which somebody without an account confirms what they post. */
export function postingMail({ title, link }: { title: string; link: string }): Mail {
  const subject = `Confirm: ${title}`
  const after = 'The link works for seven days. If it was not you, do nothing: nothing is posted.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>
        Somebody, probably you, wants to post “{title}” on Onward with this address. Look at it once more and confirm
        it:
      </p>
      <p>
        <a href={link} style={styles.button}>
          Look and confirm
        </a>
      </p>
      <p style={styles.soft}>{after}</p>
    </MailFrame>,
    `Somebody, probably you, wants to post “${title}” on Onward with this address. Look at it once more and confirm it:
${link}

${after}`,
  )
}
