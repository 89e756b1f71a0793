import type { MembershipRole } from '../../src/organizations/schema.ts'
import { type Mail, MailFrame, renderMail, styles } from './mail.tsx'

type Said = { organization: string; inviter: string | null; role: MembershipRole; link: string }

const mayWords: Record<MembershipRole, string> = {
  member: 'post opportunities for it',
  owner: 'post opportunities for it and say who else may',
}

/** Asks somebody to post for an organization. */
export function invitationMail({ organization, inviter, role, link }: Said): Mail {
  const subject = `Join ${organization} on Onward`
  const who = inviter || 'Somebody there'
  const after = 'Sign in with this address when you are asked: the invitation is for it alone.'
  const soft = `If you do not know ${organization}, do nothing, or open the link and decline.`
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>
        {who} invites you to <b>{organization}</b> on Onward, a board of opportunities in AI safety. You could{' '}
        {mayWords[role]}.
      </p>
      <p>
        <a href={link} style={styles.button}>
          See the invitation
        </a>
      </p>
      <p>{after}</p>
      <p style={styles.soft}>{soft}</p>
    </MailFrame>,
    `${who} invites you to ${organization} on Onward, a board of opportunities in AI safety. You could ${mayWords[role]}.

See the invitation:
${link}

${after}

${soft}`,
  )
}
