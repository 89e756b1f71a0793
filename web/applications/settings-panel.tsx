import type { TrackerSettings } from '../../src/applications/queries.ts'
import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Field } from '../ui/field.tsx'

type Props = { settings: TrackerSettings; zone?: string; issues: Issue[]; typed?: Record<string, string> }

/** What mail comes of the tracker, and the private link of its calendar. */
export const SettingsPanel = ({ settings, zone, issues, typed }: Props) => (
  <>
    <form method="post" action={paths.trackerSettings()} class="panel" id="settings">
      <h2>Mail about your applications</h2>
      <div class="choices">
        <Choice
          name="reminders"
          label="Remind me three days before a deadline"
          on={typed ? typed.reminders === 'yes' : settings.reminders}
        />
        <Choice
          name="checkIns"
          label="Ask me at most once a month what became of them, and where I am for groups I took part in"
          on={typed ? typed.checkIns === 'yes' : settings.checkIns}
        />
      </div>
      <Field
        name="zone"
        label="Time zone"
        value={typed?.zone ?? settings.zone ?? zone ?? ''}
        error={issues.find(({ path }) => path === 'zone')?.message}
        hint="Where your days begin, such as Europe/Paris. Empty is UTC."
      />
      <p class="actions">
        <button class="button" type="submit">
          Save
        </button>
      </p>
    </form>
    <section class="panel" id="calendar">
      <h2>Deadlines in your calendar</h2>
      <p>
        {settings.feedMadeAt === null
          ? 'A private link for your calendar program: the deadlines of what you have still to apply to, and your own days.'
          : `You have a private link, made on ${formatDay(dayIn(settings.feedMadeAt, 'UTC'))}. We cannot show it again. If it got lost or into other hands, make a new one: the old one ends.`}
      </p>
      <div class="actions">
        <form method="post" action={paths.calendarLink()}>
          <button class="button" type="submit">
            {settings.feedMadeAt === null ? 'Make a link' : 'Make a new link'}
          </button>
        </form>
        {settings.feedMadeAt !== null && (
          <form method="post" action={paths.calendarLinkEnd()}>
            <button class="button" type="submit">
              End the link
            </button>
          </form>
        )}
      </div>
    </section>
  </>
)

const Choice = ({ name, label, on }: { name: string; label: string; on: boolean }) => (
  <label>
    <input type="checkbox" name={name} value="yes" checked={on} />
    {label}
  </label>
)
