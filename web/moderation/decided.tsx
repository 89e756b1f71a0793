import type { DecisionRow } from '../../src/moderation/queries.ts'
import type { Verdict } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { ageWords } from './when.tsx'

export const verdictWords: Record<Verdict, string> = {
  approved: 'Approved',
  changes_asked: 'Changes asked for',
  rejected: 'Rejected',
  superseded: 'Replaced by a newer version',
}

/** What was done a moment ago, with the way back. */
export const Decided = ({ decided: { revisionId, verdict, title, canUndo } }: { decided: DecisionRow }) => (
  <div class="done decided" role="status">
    <span>
      {verdictWords[verdict]}: <a href={paths.revision(revisionId)}>{title ?? 'an erased one'}</a>
    </span>
    {canUndo === 1 && <Undo revisionId={revisionId} />}
  </div>
)

/** What moderators decided within a day, each with the way back. */
export const DecidedLately = ({ lately, now }: { lately: DecisionRow[]; now: number }) =>
  lately.length > 0 && (
    <section class="panel" aria-labelledby="lately">
      <h2 id="lately">Decided lately</h2>
      <ul class="lines">
        {lately.map(({ revisionId, verdict, title, decidedAt }) => (
          <li key={revisionId}>
            <span>
              {verdictWords[verdict]}: <a href={paths.revision(revisionId)}>{title ?? 'an erased one'}</a>{' '}
              <span class="soft small">{ageWords(now - decidedAt)} ago</span>
            </span>
            <form method="post" action={paths.decisionUndo(revisionId)}>
              <button class="button" type="submit" aria-label={`Undo ${title ?? 'an erased one'}`}>
                Undo
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )

export const Undo = ({ revisionId }: { revisionId: string }) => (
  <form method="post" action={paths.decisionUndo(revisionId)}>
    <button class="button" type="submit" data-key="u">
      Undo
    </button>
  </form>
)
