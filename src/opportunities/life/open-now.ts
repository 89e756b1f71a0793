import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'

/** Of a row `o` of opportunities: public and neither closed nor retracted; its deadline, if any, is still to come. */
export const isOpenNow = ({ now }: Pick<Ctx, 'now'>) => sql`(
  o.published_at is not null and (o.closes_at is null or o.closes_at > ${now})
  and not exists (select 1 from closures where opportunity_id = o.id)
  and not exists (select 1 from retractions where opportunity_id = o.id))`
