import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { headStyle, light } from './mail-colors.ts'
import { headerText } from './plain-lines.ts'

export type Mail = { subject: string; html: string; text: string }

export const renderMail = (subject: string, node: VNode, text: string): Mail => ({
  subject: headerText(subject),
  html: documentOf(renderToString(node)),
  text: `${text.trim()}\n`,
})

export const documentOf = (html: string) => `<!doctype html>${html}`

const SANS = "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
export const SERIF = 'Charter,Cambria,Georgia,serif'

export const styles = {
  link: `color:${light.accent}`,
  soft: `color:${light.soft};font-size:14px;margin:8px 0 0`,
  item: `padding:12px 0;border-top:1px solid ${light.line}`,
  quote: `margin:12px 0;padding:4px 12px;border-left:3px solid ${light.line};white-space:pre-wrap;overflow-wrap:anywhere`,
  button: `display:inline-block;padding:11px 20px;background:${light.accent};color:#ffffff;text-decoration:none;border-radius:6px;font-weight:600`,
}

const frame = {
  body: `margin:0;padding:0;background:${light.paper};color:${light.ink};font:16px/1.5 ${SANS};-webkit-text-size-adjust:100%`,
  hidden: 'display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;opacity:0',
  whole: `width:100%;border-collapse:collapse;background:${light.paper}`,
  around: 'padding:20px 8px 32px',
  column: 'width:100%;max-width:600px;margin:0 auto;border-collapse:separate;border-spacing:0',
  name: `padding:0 4px 12px;color:${light.ink};font:600 20px/1.3 ${SERIF}`,
  sheet: `padding:24px 28px 20px;background:${light.card};border:1px solid ${light.line};border-radius:8px;color:${light.ink};font:16px/1.5 ${SANS};overflow-wrap:anywhere`,
  under: `padding:16px 4px 0;color:${light.soft};font:14px/1.5 ${SANS};overflow-wrap:anywhere`,
}

type Frame = {
  title: string
  /** What an inbox shows after the subject. */
  preview?: string
  children: ComponentChildren
  /** Below the sheet, in small type. */
  under?: ComponentChildren
}

/**
 * Most mail programs keep the styles on an element, some the ones in the head: there is only what makes it better. No
 * remote image, no tracking. The old width is for a program that does not know max-width.
 */
export const MailFrame = ({ title, preview, children, under }: Frame) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{title}</title>
      <style>{headStyle}</style>
    </head>
    <body style={frame.body}>
      {preview !== undefined && <div style={frame.hidden}>{preview}</div>}
      <table role="presentation" class="paper" style={frame.whole}>
        <tr>
          <td style={frame.around}>
            <table role="presentation" width="600" style={frame.column}>
              <tr>
                <td style={frame.name}>
                  Onward{' '}
                  <span class="accent" aria-hidden="true" style={styles.link}>
                    →
                  </span>
                </td>
              </tr>
              <tr>
                <td class="sheet" style={frame.sheet}>
                  {children}
                </td>
              </tr>
              {under && (
                <tr>
                  <td class="soft" style={frame.under}>
                    {under}
                  </td>
                </tr>
              )}
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>
)

/** A link to press. The cell has the color too, where a program takes the padding from the link. */
export const Button = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <table role="presentation" style="margin:8px 0 12px;border-collapse:separate;border-spacing:0">
    <tr>
      <td class="button" style={`background:${light.accent};border-radius:6px`}>
        <a href={href} style={styles.button}>
          {children}
        </a>
      </td>
    </tr>
  </table>
)

/** What is said in passing. */
export const Soft = ({ children }: { children: ComponentChildren }) => (
  <p class="soft" style={styles.soft}>
    {children}
  </p>
)
