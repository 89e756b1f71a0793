import type { GroupRole } from '../../src/groups/schema.ts'
import { Button, type Mail, MailFrame, renderMail, Soft } from './mail.tsx'

const mayWords: Record<GroupRole, string> = {
  member: 'keep its programs, people and landings',
  owner: 'keep its programs, people and landings, and say who else may',
}

/** Asks somebody to work in a group. */
export function groupInvitationMail({ role, link }: { role: GroupRole; link: string }): Mail {
  const subject = 'An invitation to a group on Onward'
  const said = `Somebody invites you to a field-building group on Onward, where such groups keep track of their programs. You could ${mayWords[role]}.`
  const after = 'Sign in with this address when you are asked: the invitation is for it alone.'
  const soft = 'If you do not know who invites you, do nothing, or open the link and decline.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{said}</p>
      <Button href={link}>See the invitation</Button>
      <p>{after}</p>
      <Soft>{soft}</Soft>
    </MailFrame>,
    `${said}

See the invitation:
${link}

${after}

${soft}`,
  )
}
