import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'

const SUBJECT = 'Confirm your posting on Onward'
const ASKED =
  'Somebody, probably you, wants to post an opportunity on Onward with this address. Look at it once more and confirm it:'
const AFTER = 'The link works for seven days. If it was not you, do nothing: nothing is posted.'

/**
 * The link by which somebody without an account confirms what they post. Nothing typed is in it: whoever typed it has
 * not shown yet that the address is theirs.
 */
export const postingMail = (link: string): Mail =>
  renderMail(
    SUBJECT,
    <MailFrame title={SUBJECT}>
      <p>{ASKED}</p>
      <Button href={link}>Look and confirm</Button>
      <Soft>{AFTER}</Soft>
    </MailFrame>,
    `${ASKED}
${link}

${AFTER}`,
  )
