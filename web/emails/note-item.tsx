import { renderToString } from 'preact-render-to-string'
import { type Fragment, Item, Line } from './item.tsx'
import { oneLine, wrapped } from './plain-lines.ts'

const MOST_OF_TITLE = 160
const MOST_OF_DETAIL = 300
const MOST_SKILLS = 5

/** `label` says what kind of thing it is: "Survey due". */
export type Note = { label?: string; title: string; detail: string; link: string }

const NoteItem = ({ label, title, detail, link }: Note) => (
  <Item label={label} title={title} link={link}>
    {detail && (
      <Line>
        <span dir="auto">{detail}</span>
      </Line>
    )}
  </Item>
)

/** What a note says, made safe. */
const noteWords = ({ label, title, detail, link }: Note): Note => ({
  label: label && oneLine(label, MOST_OF_TITLE),
  title: oneLine(title, MOST_OF_TITLE) || 'Without a title',
  detail: oneLine(detail, MOST_OF_DETAIL),
  link,
})

export type Talent = {
  /** What the opportunity is called. */
  title: string
  /** People who fit it and let organizations see them: a number, never a name. */
  count: number
  /** What many of them bring. */
  skills: readonly string[]
  link: string
}

function talentNote({ title, count, skills, link }: Talent): Note {
  const who = count === 1 ? '1 new person fits' : `${count} new people fit`
  const shown = skills
    .map((skill) => oneLine(skill, 60))
    .filter(Boolean)
    .slice(0, MOST_SKILLS)
  return {
    title: `${who} ‘${oneLine(title, MOST_OF_TITLE - 40) || 'Without a title'}’`,
    detail: shown.length ? `${count === 1 ? 'Brings' : 'They bring'} ${shown.join(', ')}` : '',
    link,
  }
}

const MOST_OF_FACTS = 120

function fragmentOf(note: Note): Fragment {
  const { label, title, detail, link } = note
  const lines = [title, [label, detail].filter(Boolean).join(' · ')].filter(Boolean)
  return {
    html: renderToString(<NoteItem {...note} />),
    text: [...lines.map((line) => wrapped(line)), link].join('\n'),
    brief: { title, facts: oneLine(detail, MOST_OF_FACTS) },
  }
}

/** A landing, a record gone stale, a survey that is due: for who builds a field. */
export const noteFragment = (note: Note): Fragment => fragmentOf(noteWords(note))

/** New people for an organization's opportunity. */
export const talentFragment = (talent: Talent): Fragment => fragmentOf(talentNote(talent))
