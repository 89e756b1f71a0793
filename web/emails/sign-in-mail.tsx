import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'

/** The way in, by link or by code. */
export function signInMail({ link, code }: { link: string; code: string }): Mail {
  const subject = 'Sign in to Onward'
  const spaced = `${code.slice(0, 4)} ${code.slice(4)}`
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>Somebody, probably you, wants to sign in to Onward with this address. In the same browser, press:</p>
      <Button href={link}>Sign in</Button>
      <p>
        If you asked on another device, type this code there: <b>{spaced}</b>
      </p>
      <Soft>Both work once, for fifteen minutes. If it was not you, do nothing.</Soft>
    </MailFrame>,
    `Somebody, probably you, wants to sign in to Onward with this address. In the same browser, open:
${link}

If you asked on another device, type this code there: ${spaced}

Both work once, for fifteen minutes. If it was not you, do nothing.`,
  )
}
