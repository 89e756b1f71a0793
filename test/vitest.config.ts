import { defineConfig } from 'vitest/config'
import LongestFirst from './support/longest-first.ts'

const jsx = { oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } } }
const slow = ['test/browser/**/*.test.{ts,tsx}', 'test/bundle/**/*.test.{ts,tsx}', 'test/cli/**/*.test.ts']
/** What never opens the database of a world has no need to run on two. */
const pure = [
  'test/*.test.ts',
  'test/{bench,db,emails,places,statistics,taxonomy,text}/**',
  'test/imports/{checking,import-command,own-csv,presets,time-commitment,tracking}.test.ts',
  'test/moderation/word-diff.test.ts',
  'test/posting/{commitment,reading,safe-fetch}.test.ts',
  'test/support/smtp.test.ts',
  'test/matching/{properties,parts,people,time-and-place,blockers,beside,answers,gaps}.test.ts',
  'test/search/{building,index}.test.ts',
  'test/digests/cadence.test.ts',
  'test/simulation/**',
  'test/mail/{header-text,http,pacing,smtp,spam}.test.ts',
  'test/organizations/alike.test.ts',
  'test/profiles/seen.test.ts',
  'test/programs/pipeline/**',
  'test/programs/{disclosing,dashboard/waits}.test.ts',
  'test/programs/participants/{reading,command}.test.ts',
  'test/programs/outsiders.test.ts',
]
/** Far more than anything takes, for the machine may be busy with other work. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }
const root = new URL('..', import.meta.url).pathname

/** Everything on libSQL; what touches the database once more on D1; then the real bundle and a real browser. */
export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: './test/support/temporary-files.ts',
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        ...jsx,
        test: {
          name: 'unit',
          root,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: slow,
          ...patient,
          isolate: false,
        },
      },
      {
        ...jsx,
        test: {
          name: 'd1',
          root,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...slow, ...pure],
          env: { TEST_DB: 'd1' },
          isolate: false,
          ...patient,
        },
      },
      {
        ...jsx,
        test: { name: 'whole', root, include: slow, isolate: false, ...patient },
      },
    ],
  },
})
