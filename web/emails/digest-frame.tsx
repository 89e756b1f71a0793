import type { ComponentChildren } from 'preact'
import { Button, MailFrame, SERIF } from './mail.tsx'
import { light } from './mail-colors.ts'

const styles = {
  intro: `margin:0 0 16px;font:600 22px/1.25 ${SERIF}`,
  heading: `margin:24px 0 12px;font:600 20px/1.25 ${SERIF}`,
  more: `padding:16px 0 0;border-top:1px solid ${light.line}`,
  link: `color:${light.accent}`,
  because: `margin:0 0 8px;color:${light.soft}`,
  under: `display:inline-block;padding:4px 16px 4px 0;color:${light.accent}`,
}

type Props = {
  subject: string
  preview: string
  intro: string
  items: ComponentChildren
  more: ComponentChildren
  closing: ComponentChildren
  see: { words: string; link: string }
  because: string
  links: { manage: string; pause: string; unsubscribe: string; archive: string }
  less: ComponentChildren
}

export const DigestFrame = ({ subject, preview, intro, items, more, closing, see, because, links, less }: Props) => (
  <MailFrame
    title={subject}
    preview={preview}
    under={
      <>
        <p class="soft" dir="auto" style={styles.because}>
          {because}
        </p>
        <UnderLink href={links.manage}>{underWords.manage}</UnderLink>
        <UnderLink href={links.pause}>{underWords.pause}</UnderLink>
        {less}
        <UnderLink href={links.archive}>{underWords.archive}</UnderLink>
        <UnderLink href={links.unsubscribe}>{underWords.unsubscribe}</UnderLink>
      </>
    }
  >
    <h1 dir="auto" style={styles.intro}>
      {intro}
    </h1>
    {items}
    {more}
    {closing}
    <Button href={see.link}>{see.words}</Button>
  </MailFrame>
)

export const underWords = {
  manage: 'Change what comes and when',
  pause: 'Pause for 4 weeks',
  less: 'Less often',
  archive: 'Earlier mails',
  unsubscribe: 'Unsubscribe',
}

const UnderLink = ({ href, children }: { href: string; children: string }) => (
  <a href={href} style={styles.under}>
    {children}
  </a>
)

export const Less = ({ link }: { link: string }) => <UnderLink href={link}>{underWords.less}</UnderLink>

export const More = ({ words, link }: { words: string; link: string }) => (
  <div class="line" style={styles.more}>
    <a href={link} style={styles.link}>
      {words}
    </a>
  </div>
)

export const Closing = ({ children }: { children: ComponentChildren }) => (
  <>
    <h2 style={styles.heading}>Closing soon</h2>
    {children}
  </>
)
