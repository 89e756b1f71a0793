import type { ReadCommitment } from '../../src/opportunities/posting/hours.ts'
import { listIn, textIn } from '../../src/opportunities/posting/schema.ts'
import {
  answers,
  degrees,
  type Kind,
  kinds,
  levels,
  payKinds,
  payPeriods,
  sides,
  workGroups,
  workplaces,
} from '../../src/opportunities/schema.ts'
import { say } from '../../src/search/naming.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professionNames, skillNames } from '../../src/taxonomy/naming.ts'
import {
  Area,
  Boxes,
  type Choice,
  Choose,
  Day,
  type Filled,
  Lines,
  Problem,
  problemOf,
  Text,
  Tick,
} from './form-parts.tsx'
import { TimeSaid } from './time-said.tsx'

export type SectionProps = { form: Filled }

const spoken = (values: readonly string[]): Choice[] =>
  values.filter((value) => value !== 'unknown').map((value) => ({ value, label: say(value) }))

const kindHints: Record<Kind, string> = {
  internship: 'to learn by working',
  fellowship: 'a funded time of one’s own work',
  role: 'a position, any hours',
  phd: 'a doctorate',
  training: 'a course, a bootcamp',
  funding: 'a grant, a prize',
  project: 'work with an end',
  event: 'a conference, a hackathon',
}

export const What = ({ form }: SectionProps) => (
  <section class="panel" aria-labelledby="what">
    <h2 id="what">What</h2>
    <fieldset class="boxes" aria-describedby={problemOf(form, 'kind') && 'kind-error'}>
      <legend>Kind</legend>
      <div class="kinds">
        {kinds.map((kind, i) => (
          <label key={kind} class="box">
            <input
              id={i ? undefined : 'kind'}
              type="radio"
              name="kind"
              value={kind}
              checked={textIn(form.typed, 'kind') === kind}
            />
            <span>
              {say(kind)}
              <small>{kindHints[kind]}</small>
            </span>
          </label>
        ))}
      </div>
      <Problem name="kind" problem={problemOf(form, 'kind')} />
    </fieldset>
    <Text
      form={form}
      name="title"
      hint="As you would say it to a friend: “Evening course facilitator”."
      maxlength={300}
    />
    <Area
      form={form}
      name="body"
      rows={9}
      hint="What one does, with whom, why it matters. Markdown: ## heading, - list, **strong**, [link](https://…)."
    />
    <Text
      form={form}
      name="summary"
      hint="For lists and mail. Leave it empty to take the first words of the description."
      maxlength={300}
    />
    <Boxes form={form} name="workGroups" choices={spoken(workGroups)} />
    <div class="only for-training">
      <Lines form={form} name="teaches" list="skill-choices" hint="Skills that people have afterwards." />
    </div>
  </section>
)

type TimeProps = SectionProps & { read: ReadCommitment }

export const WhenAsked = ({ form, read }: TimeProps) => (
  <section class="panel" aria-labelledby="time">
    <h2 id="time">Time</h2>
    <div class="spoken-time">
      <div class="only not-funding">
        <Text
          form={form}
          name="commitment"
          hint="In your words: “3 hours a month”, “4 days a week”, “June to August full-time”, “20-30 h a week for 10 weeks”, “not decided”."
        />
      </div>
      <div id="time-said" class="said" aria-live="polite">
        <TimeSaid read={read} startsOn={textIn(form.typed, 'startsOn') || null} />
      </div>
    </div>
    <Day form={form} name="startsOn" hint="If there is a first day." />
  </section>
)

export const Where = ({ form }: SectionProps) => (
  <section class="panel" aria-labelledby="where">
    <h2 id="where">Where</h2>
    <Area form={form} name="places" rows={2} hint="One a line: “Lyon, France”. None where it is only remote." />
    <div class="fields">
      <Choose form={form} name="workplace" options={spoken(workplaces)} />
      <Text form={form} name="remoteRegions" hint="Countries or regions: “Europe, Canada”, or “anywhere”." />
      <Text form={form} name="zoneFence" hint="Such as “UTC−5 to UTC+2”." maxlength={60} />
    </div>
  </section>
)

const professionChoices = [...professionNames].map(([value, label]) => ({ value, label }))
const audienceChoices = audiences.map(({ id, name }) => ({ value: id, label: name }))
const sideChoices = sides.map((value) => ({
  value,
  label: value === 'technical' ? 'needed (technical)' : 'not needed (non-technical)',
}))

/** Styles see what is ticked, not what is written: skills are looked at here. */
const speaksForIt = ({ typed }: Filled) =>
  [...listIn(typed, 'must'), ...listIn(typed, 'nice')].some((name) => /ambassador|advoca/i.test(name))

export const Who = ({ form }: SectionProps) => (
  <section class="panel" aria-labelledby="who">
    <h2 id="who">Who</h2>
    <Boxes form={form} name="sides" choices={sideChoices} hint="Both, where it suits people with and without." />
    <Lines
      form={form}
      name="must"
      list="skill-choices"
      hint="Skills it cannot do without. The fewer, the more people fit."
    />
    <Lines form={form} name="nice" list="skill-choices" />
    <Boxes form={form} name="professions" choices={professionChoices} />
    <div class={speaksForIt(form) ? undefined : 'only for-validation'}>
      <Area
        form={form}
        name="validation"
        rows={2}
        hint="Asked for marketing, entrepreneurship and advocacy: advice from senior people, a trial, funding. Or “It was not”."
      />
    </div>
    <div class="fields">
      <Choose form={form} name="level" options={spoken(levels)} />
      <div class="only for-phd">
        <Choose form={form} name="degree" options={spoken(degrees)} />
      </div>
      <Text form={form} name="languages" hint="Such as “English, French”." />
      <div class="only for-seats">
        <Text form={form} name="seats" inputmode="numeric" />
      </div>
    </div>
    <details class="area">
      <summary>Made for certain people</summary>
      <Boxes form={form} name="audiences" choices={audienceChoices} />
      <Text form={form} name="otherAudiences" hint="With commas between." />
    </details>
    <datalist id="skill-choices">
      {[...skillNames.values()].sort().map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  </section>
)

const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'AUD', 'INR', 'BRL', 'ZAR', 'SGD', 'JPY']
const periodChoices = payPeriods.map((value) => ({ value, label: value === 'total' ? 'in all' : value }))
const yesNo = spoken(answers)

export const Pay = ({ form }: SectionProps) => (
  <section class="panel" aria-labelledby="pay-and-help">
    <h2 id="pay-and-help">Pay and help</h2>
    <div class="fields">
      <Choose form={form} name="pay" options={spoken(payKinds)} />
      <Text form={form} name="payMin" inputmode="decimal" />
      <Text form={form} name="payMax" inputmode="decimal" />
      <Text form={form} name="currency" choices={currencies} />
      <Choose form={form} name="payPer" options={periodChoices} />
      <Choose form={form} name="relocation" options={yesNo} />
      <Choose form={form} name="visa" options={yesNo} />
    </div>
  </section>
)

export const Dates = ({ form, fresh }: SectionProps & { fresh: boolean }) => (
  <section class="panel" aria-labelledby="dates">
    <h2 id="dates">Dates</h2>
    <div class="fields">
      <Day form={form} name="closesOn" hint="Until the end of that day. Leave it empty where it is not known." />
      <Text
        form={form}
        name="zone"
        zone={fresh}
        choices={Intl.supportedValuesOf('timeZone')}
        hint="Such as Europe/Paris, or Etc/GMT+12 for anywhere on Earth. Empty: not stated."
      />
      <Day form={form} name="opensOn" hint="If one cannot apply yet." />
    </div>
    <div class="ticks">
      <Tick form={form} name="rolling" hint="No last day: whoever fits is taken." />
      <Tick form={form} name="approximate" />
    </div>
  </section>
)

export const Applying = ({ form }: SectionProps) => (
  <section class="panel" aria-labelledby="applying">
    <h2 id="applying">How to apply</h2>
    <Text
      form={form}
      name="applyUrl"
      hint="No page to apply on? Leave it empty: people press “I’m interested”, and we pass on what they write."
      maxlength={2000}
    />
  </section>
)
