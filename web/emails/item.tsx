import { LRUCache } from 'lru-cache'
import type { ComponentChildren } from 'preact'
import { light } from './mail-colors.ts'
import { oneLine, wrapped } from './plain-lines.ts'
import { escapeHtml, template } from './template.ts'

/** A part of a mail in both its forms. A shared one is the same object in every mail of this process that holds it. */
export type Piece = {
  html: string
  text: string
  /** The opportunity that a shared one tells of, or null for the frame; not there where it is one reader's own. */
  shared?: { subjectId: string | null }
}

/** What a mail tells in one place. */
export type Fragment = Piece & {
  /** For the line that an inbox shows: what it is called, and what is said of it there. */
  brief?: { title: string; facts: string }
  /** What it is joined from, where only some of it is shared. */
  pieces?: readonly Piece[]
}

export const joined = (pieces: readonly Piece[]): Piece => {
  let [html, text] = ['', '']
  for (const piece of pieces) {
    html += piece.html
    text += piece.text
  }
  return { html, text }
}

const styles = {
  item: `padding:16px 0;border-top:1px solid ${light.line}`,
  label: `color:${light.soft};font-size:13px`,
  title: 'margin:0;font-size:18px;line-height:1.3;font-weight:600',
  link: `color:${light.accent};text-decoration:none`,
  line: 'margin:2px 0 0;font-size:15px',
  why: `margin:8px 0 0;padding:6px 10px;background:${light.weak};border-radius:4px;font-size:14px`,
}

const fits = `color:${light.soft};font-size:14px`

type Props = { label?: string; title: string; link: string; children?: ComponentChildren; why?: ComponentChildren }

/** One thing in a digest. Titles may run from right to left: each finds its own direction. */
export const Item = ({ label, title, link, children, why }: Props) => (
  <div class="line" style={styles.item}>
    {label && (
      <div class="soft" style={styles.label}>
        {label}
      </div>
    )}
    <h2 style={styles.title}>
      <a href={link} dir="auto" style={styles.link}>
        {title}
      </a>
    </h2>
    {children}
    {why}
  </div>
)

export const Line = ({ children }: { children: ComponentChildren }) => <div style={styles.line}>{children}</div>

export const Why = ({ words }: { words: string }) => (
  <div class="weak" dir="auto" style={styles.why}>
    {words}
  </div>
)

const MOST_OF_WHY = 300
const whyTemplate = template(['words'], Why)

/** Why this reader gets it, in both parts; nothing where nothing is to say. */
export function whyPiece(why: string | null): Fragment {
  const words = why ? oneLine(why, MOST_OF_WHY) : ''
  if (!words) return { html: '', text: '' }
  return { html: whyTemplate({ words: escapeHtml(words) }), text: `${wrapped(words)}\n` }
}

const Fits = ({ words }: { words: string }) => (
  <div class="soft" dir="auto" style={fits}>
    {words}
  </div>
)
const fitsTemplate = template(['words'], Fits)

/** What a search finds it by: a quiet line, for it may be the same for many. */
export function fitsPiece(why: string): Piece {
  const words = oneLine(why, MOST_OF_WHY)
  return { html: fitsTemplate({ words: escapeHtml(words) }), text: `${wrapped(words)}\n` }
}

const MOST_KEPT = 1_000
const kept = new LRUCache<string, Fragment>({ max: MOST_KEPT })

/** The same in words of ours that many readers get: one piece for all of them. */
export function sharedFits(words: string): Fragment {
  const known = kept.get(words)
  if (known) return known
  const made = { ...fitsPiece(words), shared: { subjectId: null } }
  kept.set(words, made)
  return made
}
