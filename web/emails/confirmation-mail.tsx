import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'

/** Asks whether the owner of the address wants this mail: `what` it will be, and where to `see` that now. */
export function confirmationMail({ what, see, link }: { what: string; see: string; link: string }): Mail {
  const subject = 'Please confirm your mail from Onward'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>Somebody, probably you, asked Onward to mail new opportunities to this address:</p>
      <p>
        <b>{what}</b>.{' '}
        <a href={see} style={styles.link}>
          See it on the board
        </a>
      </p>
      <Button href={link}>Confirm</Button>
      <Soft>If it was not you, do nothing: without a confirmation no mail follows.</Soft>
    </MailFrame>,
    `Somebody, probably you, asked Onward to mail new opportunities to this address:

${what}.

See it on the board:
${see}

Confirm here:
${link}

If it was not you, do nothing: without a confirmation no mail follows.`,
  )
}
