import type { Asked } from '../../src/applications/check-in/due.ts'
import { nextStates, type State } from '../../src/applications/schema.ts'
import { moveWords, stateNames } from '../applications/words.ts'
import { Button, type Mail, MailFrame, renderMail, Soft, styles } from './mail.tsx'

const MOST_SHOWN = 10

type Props = { asked: Asked[]; looking: boolean; link: string }

/** One mail a month at most: what became of these, and whether somebody is still looking. Nothing happens before a press. */
export function checkInMail({ asked, looking, link }: Props): Mail {
  const subject = subjectOf(asked, looking)
  const shown = asked.slice(0, MOST_SHOWN)
  const more = asked.length - shown.length
  const at = (answer: string) => `${link}?${new URLSearchParams({ answer })}`
  const answers = (one: Asked) =>
    answersFor(one).map((state) => ({ text: moveWords[state], href: at(`${one.id}:${state}`) }))
  const lookingAnswers = [
    { text: 'Yes, still looking', href: at('looking:yes') },
    { text: 'No, not now', href: at('looking:no') },
  ]
  const why = asked.length
    ? 'You track these applications, and we have not heard for a while. A word takes a minute.'
    : 'Your profile has rested for three months. A word takes a minute.'
  const after =
    'A link opens a page with the answer chosen; one press there saves it. Nothing new? Leave it so. This is about what you track for yourself. We ask at most once a month, and you can turn that off on the page.'
  return renderMail(
    subject,
    <MailFrame title={subject}>
      <p>{why}</p>
      {shown.map((one) => (
        <div key={one.id} class="line" style={styles.item}>
          <b>{one.title}</b>, {one.organization}
          <br />
          <span class="soft" style={styles.soft}>
            {standing(one)}
          </span>
          <br />
          <Choices choices={answers(one)} />
        </div>
      ))}
      {more > 0 && <p>{`And ${more} more on the page.`}</p>}
      {looking && (
        <div class="line" style={styles.item}>
          <b>Are you still looking?</b>
          <br />
          <Choices choices={lookingAnswers} />
        </div>
      )}
      <Button href={link}>Answer on one page</Button>
      <Soft>{after}</Soft>
    </MailFrame>,
    [
      why,
      ...shown.map((one) => `${one.title}, ${one.organization}: ${standing(one)}`),
      ...(more > 0 ? [`And ${more} more on the page.`] : []),
      ...(looking ? ['Are you still looking?'] : []),
      `Answer on one page:\n${link}`,
      after,
    ].join('\n\n'),
  )
}

function subjectOf([first, ...others]: Asked[], looking: boolean): string {
  if (!first) return 'Are you still looking?'
  const what = others.length ? `these ${others.length + 1}` : first.title
  return looking ? `What became of ${what}? And are you still looking?` : `What became of ${what}?`
}

const MOST_ANSWERS = 3

/** What probably came next; the page has the rest. */
const answersFor = ({ state, closed }: Asked): readonly State[] =>
  nextStates(state, closed).likely.slice(0, MOST_ANSWERS)

const standing = ({ state, closed }: Asked) => `${stateNames[state]}${closed ? ', closed meanwhile' : ''}`

const Choices = ({ choices }: { choices: { text: string; href: string }[] }) => (
  <span>
    {choices.map(({ text, href }, i) => (
      <span key={href}>
        {i > 0 && ' · '}
        <a href={href} style={styles.link}>
          {text}
        </a>
      </span>
    ))}
  </span>
)
