import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'

/** Asks whether the owner of the address wants this mail: the `search` in words, and `when` it comes. */
export function confirmationMail({ search, when, link }: { search: string; when: string; link: string }): Mail {
  const subject = 'Please confirm your mail from Onward'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>Somebody, probably you, asked Onward to mail new opportunities to this address:</p>
      <p>
        <b>{search}</b>, {when}.
      </p>
      <Button href={link}>Confirm</Button>
      <Soft>If it was not you, do nothing: without a confirmation no mail follows.</Soft>
    </MailFrame>,
    `Somebody, probably you, asked Onward to mail new opportunities to this address:

${search}, ${when}.

Confirm here:
${link}

If it was not you, do nothing: without a confirmation no mail follows.`,
  )
}
