import * as z from 'zod'
import { isoInstant } from '../calendar.ts'
import type { Estimate } from './queries.ts'
import { bases, effects, methods } from './schema.ts'

const fte = z.number('Give a number, with at most three decimals')
const id = z.string().max(60)

/** What a program sends; `EstimateInput` then reads it as it reads the form. */
export const EstimateWrite = z
  .strictObject({
    programId: id,
    participantId: id.nullable().optional().describe('Of one person; left out, of the activity as a whole'),
    effect: z.enum(effects).describe('`both` does not tell bringing in and making better apart'),
    with: fte.describe('Full-time equivalents with the program; of a person at most 1'),
    without: fte.describe('The same without it; the difference may be negative'),
    low: fte.describe('The least that the difference could be'),
    high: fte.describe('The most that the difference could be'),
    method: z.enum(methods),
    note: z.string().optional().describe('What it rests on; only the group reads it'),
    startsOn: z.string().describe('First day that it counts').meta({ example: '2026-01-01' }),
    endsOn: z.string().describe('Last day that it counts').meta({ example: '2026-12-31' }),
    estimatedOn: z.string().nullable().optional().describe('Today where it is left out'),
    after: z.int().min(0).optional().describe('The newest version that you know of the same; 0 for the first'),
  })
  .meta({ id: 'EstimateWrite', description: 'What a program changed. It is never edited: send the next version' })

export const EstimateJson = z
  .object({
    id: z.string(),
    programId: z.string(),
    participantId: z.string().nullable().describe('Null where it is of the activity as a whole'),
    basis: z.enum(bases).describe('`activity` or `people`'),
    effect: z.enum(effects),
    version: z.int().min(1),
    with: z.number(),
    without: z.number(),
    difference: z.number(),
    low: z.number(),
    high: z.number(),
    method: z.enum(methods),
    note: z.string().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    estimatedOn: z.iso.date(),
    author: z.string().nullable().describe('Null where they have left'),
    counts: z.boolean().describe('Whether it is the newest that was not withdrawn'),
    createdAt: z.iso.datetime(),
    withdrawnAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Estimate', description: 'Full-time equivalents with a program, and without it' })

const of = (thousandths: number) => thousandths / 1_000

export const estimateJson = (e: Estimate): z.output<typeof EstimateJson> => ({
  id: e.id,
  programId: e.programId,
  participantId: e.participantId,
  basis: e.participantId === null ? 'activity' : 'people',
  effect: e.effect,
  version: e.version,
  with: of(e.withFte),
  without: of(e.withoutFte),
  difference: of(e.withFte - e.withoutFte),
  low: of(e.low),
  high: of(e.high),
  method: e.method,
  note: e.note || null,
  startsOn: e.startsOn,
  endsOn: e.endsOn,
  estimatedOn: e.estimatedOn,
  author: e.author || null,
  counts: e.withdrawnAt === null && !e.replaced,
  createdAt: isoInstant(e.createdAt),
  withdrawnAt: e.withdrawnAt === null ? null : isoInstant(e.withdrawnAt),
})

const figure = z.string().nullable()
const figures = {
  occurrences: figure,
  fte: figure.describe('In tenths, half up'),
  ftePerOccurrence: figure.describe('In tenths, half up'),
  people: figure,
  cost: figure,
  costPerFte: figure.describe('In tenths, half up'),
}
const Printed = z.object(figures).partial()

const RowJson = z.object({
  activity: z.string(),
  ...figures,
  currency: z.string().nullable(),
  low: figure.describe('Of the FTE'),
  high: figure,
  estimated: z.int().nullable().describe('Over how many people the FTE are summed'),
  hidden: z.enum(['few', 'next']).nullable(),
  printed: Printed.nullable().describe('To the letter'),
  note: z.string(),
})

export const ReportJson = z
  .object({
    group: z.object({ id: z.string(), name: z.string(), example: z.boolean() }),
    view: z.enum(['group', 'outside']),
    on: z.iso.date(),
    peopleAsOf: z.iso.date(),
    sections: z.array(
      z.object({
        basis: z.enum(bases),
        source: z.string().nullable(),
        sourceUrl: z.string().nullable(),
        rows: z.array(RowJson),
        total: z.object({
          computed: z.object({ ...figures, low: figure, high: figure }),
          reported: Printed.nullable(),
        }),
        currency: z.string().nullable(),
        flags: z.array(
          z.object({
            activity: z.string().nullable().describe('Null for the total'),
            figure: z.string(),
            reported: z.string(),
            computed: z.string(),
          }),
        ),
        effects: z.array(z.object({ effect: z.enum(effects), fte: z.string() })),
        remarks: z.array(z.string()),
      }),
    ),
    unestimated: z.array(z.string()).describe('Programs that nobody has estimated'),
    instrumental: z.string().describe('What no number holds'),
    notes: z.string(),
  })
  .meta({ id: 'ImpactReport', description: 'Each section stands on one basis: sections are not added' })
