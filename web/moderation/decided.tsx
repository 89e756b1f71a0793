import type { DecisionRow } from '../../src/moderation/queries.ts'
import type { Verdict } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'

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

export const Undo = ({ revisionId }: { revisionId: string }) => (
  <form method="post" action={paths.decisionUndo(revisionId)}>
    <button class="button" type="submit" data-key="u">
      Undo
    </button>
  </form>
)
