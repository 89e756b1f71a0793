import type { MembershipRole } from '../../src/organizations/schema.ts'
import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'

/** `organization` is null where nobody has looked at its name. */
type Said = { organization: string | null; inviter: string | null; role: MembershipRole; link: string }

const mayWords: Record<MembershipRole, string> = {
  member: 'post opportunities for it',
  owner: 'post opportunities for it and say who else may',
}

/** Asks somebody to post for an organization. */
export function invitationMail({ organization, inviter, role, link }: Said): Mail {
  const subject = 'An invitation on Onward'
  const who = inviter || 'Somebody there'
  const what = organization ?? 'an organization'
  const after = 'Sign in with this address when you are asked: the invitation is for it alone.'
  const soft = `If you do not know ${organization ?? 'who invites you'}, do nothing, or open the link and decline.`
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>
        {who} invites you to {organization ? <b>{organization}</b> : what} on Onward, a board of opportunities in AI
        safety. You could {mayWords[role]}.
      </p>
      <Button href={link}>See the invitation</Button>
      <p>{after}</p>
      <Soft>{soft}</Soft>
    </MailFrame>,
    `${who} invites you to ${what} on Onward, a board of opportunities in AI safety. You could ${mayWords[role]}.

See the invitation:
${link}

${after}

${soft}`,
  )
}
