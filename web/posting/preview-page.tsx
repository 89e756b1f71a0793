import type { ComponentChildren } from 'preact'
import type { ReadCommitment } from '../../src/opportunities/posting/hours.ts'
import type { Opportunity } from '../../src/opportunities/queries.ts'
import type { Typed } from '../../src/opportunities/schema.ts'
import { Layout } from '../layout.tsx'
import { Actions, OpportunityText, OrganizationPanel } from '../opportunities/opportunity-page.tsx'
import { type Control, Hidden } from './posting-page.tsx'
import { TimeSaid } from './time-said.tsx'

type Shown = { opportunity: Opportunity; now: number; origin: string }

/** The page that readers will see, with a bar above it; what readers can do there cannot be done yet. */
export const AsReadersSee = ({ opportunity, now, origin, children }: Shown & { children: ComponentChildren }) => (
  <Layout title={`Preview: ${opportunity.title}`} hidden workspace>
    <section class="preview-bar" aria-label="Preview">
      {children}
    </section>
    <div class="sheet">
      <main id="main">
        <OpportunityText opportunity={opportunity} closed={null} now={now}>
          <div inert>
            <Actions opportunity={opportunity} origin={origin} now={now} />
          </div>
        </OpportunityText>
      </main>
      <aside aria-label="Beside it">
        <div inert>
          <OrganizationPanel opportunity={opportunity} />
        </div>
      </aside>
    </div>
  </Layout>
)

type Props = Shown & {
  typed: Typed
  control: Control
  /** The visitor's address, which goes along. */
  email: string
  action: string
  time: ReadCommitment
}

export const PreviewPage = ({ typed, control, email, action, time, ...shown }: Props) => (
  <AsReadersSee {...shown}>
    <p>
      <b>This is how readers will see it.</b> Nothing is posted yet.
    </p>
    <TimeSaid read={time} startsOn={shown.opportunity.startsOn} />
    <form method="post" action={action}>
      <Hidden control={control} />
      {email && <input type="hidden" name="email" value={email} />}
      {Object.entries(typed).flatMap(([name, value]) =>
        [value].flat().map((one) => <input key={name + one} type="hidden" name={name} value={one} />),
      )}
      <div class="buttons">
        <button class="button main" type="submit" name="action" value="submit">
          Submit
        </button>
        <button class="button" type="submit" name="action" value="edit">
          Go on editing
        </button>
      </div>
    </form>
  </AsReadersSee>
)
