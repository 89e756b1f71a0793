import { closesInFull } from '../opportunities/words.ts'
import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'

type Props = {
  opportunity: { title: string; closesOn: string; zone: string | null; approximate: boolean }
  links: { page: string; extend: string; close: string }
}

/** Five days before a deadline: what can be done about it. */
export function reminderMail({ opportunity: o, links }: Props): Mail {
  const subject = `Closes soon: ${o.title}`
  const closes = closesInFull(o)
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>
        <a href={links.page} style={styles.link}>
          {o.title}
        </a>{' '}
        {closes}. Then it leaves the board by itself.
      </p>
      <Button href={links.extend}>Give it more time</Button>
      <Soft>
        Filled already?{' '}
        <a href={links.close} style={styles.link}>
          Close it now
        </a>
        . Otherwise there is nothing to do.
      </Soft>
    </MailFrame>,
    `${o.title}
${links.page}

It ${closes}. Then it leaves the board by itself.

Give it more time:
${links.extend}

Filled already? Close it now:
${links.close}

Otherwise there is nothing to do.`,
  )
}
