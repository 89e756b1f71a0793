import type { Issue } from '../../src/errors.ts'
import type { LookAlike } from '../../src/organizations/look-alikes.ts'
import { paths } from '../../src/paths.ts'
import { Field, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

/** A form as it was typed, and what to change; `like` where its name is taken or near others. */
export type Filled = {
  typed: Record<string, string>
  issues?: Issue[]
  like?: readonly LookAlike[]
  isTaken?: boolean
}

const labels = { name: 'Name', website: 'Website', about: 'About', countries: 'Countries', foundedOn: 'Founded' }

type Props = Filled & {
  title?: string
  action: string
  button: string
  another: string
  /** What only owners change, where they are not who reads this. */
  fixed?: { name: string; website: string | null }
}

export function OrganizationForm(props: Props) {
  const { typed, issues = [], like = [], isTaken = false, title, action, button, another, fixed } = props
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  return (
    <form method="post" action={action} class="panel">
      {title && <h2>{title}</h2>}
      <FormSummary issues={issues} labels={labels} />
      {fixed ? (
        <Fixed {...fixed} />
      ) : (
        <>
          <Field {...field('name')} autocomplete="organization" required />
          {like.length > 0 && <Like {...{ like, isTaken }} />}
          <Field
            {...field('website')}
            autocomplete="url"
            hint="Its own, such as northlight.test. A mailbox there later shows that you work there."
          />
        </>
      )}
      <TextArea {...field('about')} hint="In a few sentences, for people who do not know it. Markdown works." />
      <Field {...field('countries')} hint="Where it works, with commas between: France, Kenya" />
      <Field {...field('foundedOn')} hint="As exactly as you know: 2018, 2018-04 or 2018-04-01" />
      <p class="actions">
        {/* The first is the one that Enter in a field presses. */}
        <button class="button main" type="submit">
          {button}
        </button>
        {like.length > 0 && !isTaken && (
          <button class="button" type="submit" name="another" value="yes">
            {another}
          </button>
        )}
      </p>
    </form>
  )
}

const Fixed = ({ name, website }: { name: string; website: string | null }) => (
  <>
    <dl class="facts">
      <div>
        <dt>Name</dt>
        <dd>{name}</dd>
      </div>
      <div>
        <dt>Website</dt>
        <dd>{website ?? 'none given'}</dd>
      </div>
    </dl>
    <p class="soft small">Owners change these two.</p>
  </>
)

const Like = ({ like, isTaken }: { like: readonly LookAlike[]; isTaken: boolean }) => (
  <div class="summary">
    <p>
      <b>{isTaken ? 'This is it:' : 'Is it one of these?'}</b>
    </p>
    <ul>
      {like.map(({ id, name, website }) => (
        <li key={id}>
          <a href={paths.organization(id, name)}>{name}</a>
          {website && <span class="soft small"> {new URL(website).hostname.replace(/^www\./, '')}</span>}
        </li>
      ))}
    </ul>
    <p>
      {isTaken
        ? 'If you work there, its page leads you in. Another organization needs a name of its own.'
        : 'If so, its page leads you in. If not, say so with the second button below. Moderators see it.'}
    </p>
  </div>
)
