import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'

/** To the new address: the way to show that its mailbox is theirs. */
export function addressLinkMail({ link }: { link: string }): Mail {
  const subject = 'Use this address for Onward'
  const says = 'Somebody, probably you, wants to use this address for their account at Onward.'
  const rest =
    'It works once, for an hour, in a browser that is signed in to the account. If it was not you, do nothing.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{says}</p>
      <Button href={link}>Use this address</Button>
      <Soft>{rest}</Soft>
    </MailFrame>,
    `${says}\n\nOpen: ${link}\n\n${rest}`,
  )
}

/** To a new address that has an account already: its owner alone learns of that. */
export function addressTakenMail({ signIn }: { signIn: string }): Mail {
  const subject = 'This address has an account at Onward'
  const says =
    'Somebody, probably you, wants to use this address for another account at Onward. It has an account of its own, so nothing changes.'
  const rest = 'To use the address elsewhere, erase that account first. If it was not you, do nothing.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{says}</p>
      <Button href={signIn}>Sign in to that account</Button>
      <Soft>{rest}</Soft>
    </MailFrame>,
    `${says}\n\nSign in to that account: ${signIn}\n\n${rest}`,
  )
}

/** To the old address, before anything has changed. */
export function addressNoticeMail({ account }: { account: string }): Mail {
  const subject = 'Your account is to get another address'
  const says =
    'Somebody signed in to your account at Onward asked to use another address for it. That happens once they confirm it from there; then signing in and mail go by the new address.'
  const rest = 'If it was not you, sign in now and press “Sign out everywhere”, then look at your account again.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{says}</p>
      <p>{rest}</p>
      <Button href={account}>Your account</Button>
    </MailFrame>,
    `${says}\n\n${rest}\n\nYour account: ${account}`,
  )
}
