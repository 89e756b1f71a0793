import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'

type Props = { group: string; text: string; link: string }

/** Tells somebody that a group holds a record of them. Nothing happens before a press on the page. */
export function recordMail({ group, text, link }: Props): Mail {
  const subject = `${group} keeps a record of you`
  const after = 'The link opens a page that shows what is held. Nothing happens before you press a button there.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{text}</p>
      <Button href={link}>See it and decide</Button>
      <Soft>{after}</Soft>
    </MailFrame>,
    [text, `See it and decide:\n${link}`, after].join('\n\n'),
  )
}

type Noticed = { text: string; link: string }

/** The same in passing, in a mail that a group asks something by. */
export const Records = ({ records }: { records: readonly Noticed[] }) => (
  <>
    {records.map(({ text, link }) => (
      <Soft key={link}>
        {text}{' '}
        <a href={link} style={styles.link}>
          See it and decide
        </a>
      </Soft>
    ))}
  </>
)

export const recordTexts = (records: readonly Noticed[]) =>
  records.map(({ text, link }) => `${text} See it and decide:\n${link}`)
