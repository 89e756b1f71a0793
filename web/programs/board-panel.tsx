import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { OpportunityChoice, StandIn } from '../../src/programs/on-the-board.ts'
import type { Program } from '../../src/programs/queries.ts'
import { Select } from '../ui/field.tsx'
import { type Filled, issueOf } from './program-form.tsx'

type Props = {
  group: Group
  program: Program
  standIn: StandIn | null
  choices: OpportunityChoice[]
  chosen?: Filled
}

/** Where the program accepts people: what stands for it on the board. */
export function BoardPanel({ group, program, standIn, choices, chosen = { typed: {} } }: Props) {
  const known = choices.some(({ id }) => id === standIn?.id)
  const options = [
    { value: '', label: 'none' },
    ...(standIn && !known ? [{ value: standIn.id, label: standIn.title }] : []),
    ...choices.map(({ id, title, organization }) => ({ value: id, label: `${title} (${organization})` })),
  ]
  return (
    <section class="panel">
      <h2>On the board</h2>
      {standIn ? (
        <p>
          <a href={paths.opportunity(standIn.id, standIn.title)}>{standIn.title}</a> stands for it
          {standIn.open ? ', and is open.' : '. It is closed, and no longer shown beside the program.'}
        </p>
      ) : (
        <p class="soft">A program that accepts people is an opportunity: alumni of others find it there.</p>
      )}
      <form method="post" action={paths.programDrafts(group.id, program.id)}>
        <button class="button" type="submit">
          Post it on the board
        </button>
        <p class="soft small">Begins a draft with what the program and its next cohort say.</p>
      </form>
      {options.length > 1 && (
        <form method="post" action={paths.programOpportunity(group.id, program.id)} class="stack">
          <Select
            name="opportunity"
            label="What stands for it"
            options={options}
            value={standIn?.id ?? ''}
            error={issueOf(chosen, 'opportunity')}
            hint="What is open, of organizations that you post for."
          />
          <button class="button" type="submit">
            Choose
          </button>
        </form>
      )}
    </section>
  )
}
