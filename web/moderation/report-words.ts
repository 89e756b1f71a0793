import type { ReportReason } from '../../src/moderation/schema.ts'

export const reportWords: Record<ReportReason, string> = {
  closed: 'It is closed',
  broken_link: 'The link is broken',
  misleading: 'It is misleading',
}

/** "2 × it is closed, 1 × the link is broken". */
export function countedReports(reasons: readonly ReportReason[]): string {
  const counts = new Map<ReportReason, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reportWords[reason].toLowerCase()}`)
    .join(', ')
}
