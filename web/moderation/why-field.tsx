import type { Issue } from '../../src/errors.ts'
import { TextArea } from '../ui/field.tsx'

/** The reason of a moderator's act; what is wrong with the whole form stands beside it too. */
export const WhyField = ({ typed, issues }: { typed: Record<string, string> | undefined; issues: Issue[] }) => (
  <TextArea
    name="reason"
    label="Why, for other moderators"
    rows={3}
    required
    value={typed?.reason ?? ''}
    error={issues.find(({ path }) => path === 'reason')?.message ?? issues[0]?.message}
  />
)
