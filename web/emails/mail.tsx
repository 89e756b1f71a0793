import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

export type Mail = { subject: string; html: string; text: string }

/** One line without controls or characters that turn the reading direction: fit for a header. */
const headerText = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)

export const renderMail = (subject: string, node: VNode, text: string): Mail => ({
  subject: headerText(subject),
  html: `<!doctype html>${renderToString(node)}`,
  text: `${text.trim()}\n`,
})

export const styles = {
  body: 'margin:0;padding:24px 12px;background:#fbfaf7;color:#1c1e21;font:16px/1.45 system-ui,sans-serif',
  sheet: 'max-width:600px;margin:0 auto',
  name: 'margin:0 0 12px;font:600 20px Georgia,serif',
  link: 'color:#0b6b5b',
  soft: 'color:#5b6068;font-size:14px;margin:0',
  item: 'padding:12px 0;border-top:1px solid #e4e0d8',
  quote: 'margin:12px 0;padding:4px 12px;border-left:3px solid #e4e0d8;white-space:pre-wrap;overflow-wrap:anywhere',
  title: 'font-weight:600;color:#0b6b5b;text-decoration:none',
  button:
    'display:inline-block;padding:10px 18px;background:#0b6b5b;color:#ffffff;text-decoration:none;border-radius:6px;font-weight:600',
}

/** Mail programs keep only styles that stand on the element. No remote image, no tracking. */
export const MailFrame = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light only" />
      <title>{title}</title>
    </head>
    <body style={styles.body}>
      <div style={styles.sheet}>
        <p style={styles.name}>Onward</p>
        {children}
      </div>
    </body>
  </html>
)
