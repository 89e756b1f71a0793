import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runImport } from '../../src/cli/import.ts'
import { showProgress } from '../../src/cli/progress.ts'
import { columns } from '../../src/imports/own-csv-columns.ts'
import { sourceFile } from './source-file.ts'

function place(name: string, text: string | Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'onward-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  const env = { LIBSQL_URL: `file:${join(folder, 'board.db')}`, CLOCK: '2026-03-02T12:00:00Z' }
  const run = async (...args: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const code = await runImport(args, { env, out: (line) => out.push(line), err: { write: (text) => err.push(text) } })
    return { code, out, err: err.join('') }
  }
  return { file, run }
}

test('the last line counts the rows, a second run finds them unchanged', async () => {
  const { file, run } = place('posts.json', JSON.stringify(sourceFile('usrse')))
  expect((await run(file, '--dry-run')).out[0]).toBe('Dry run: nothing was written')
  expect(await run(file)).toEqual({
    code: 0,
    err: '',
    out: [
      'opportunities: 4 created, 0 updated, 0 unchanged, 0 skipped, 0 failed',
      'closed: 1, past their deadline: 1',
      'organizations named by opportunities: 2 created',
      '4 created, 0 updated, 0 unchanged, 0 skipped, 0 failed',
    ],
  })
  expect((await run(file)).out.at(-1)).toBe('0 created, 0 updated, 4 unchanged, 0 skipped, 0 failed')
})

test('bad rows are told on the error channel and leave the exit code alone', async () => {
  const { file, run } = place(
    'own.csv',
    'kind,title,url,closes_on\nrole,A,https://a.test,tomorrow\nrole,B,https://b.test,rolling\n',
  )
  const { code, out, err } = await run(file)
  expect({ code, err }).toEqual({ code: 0, err: 'row 2: closes_on: “tomorrow” is no day: give it as YYYY-MM-DD\n' })
  expect(out.at(-1)).toBe('1 created, 0 updated, 0 unchanged, 0 skipped, 1 failed')
})

test('a file that cannot be read answers 1, wrong usage 2', async () => {
  const { file, run } = place('broken.json', '{"data": oops}')
  expect(await run(file)).toMatchObject({ code: 1, err: expect.stringContaining('line 1, column 10') })
  expect(await run(file, '--preset', 'x')).toMatchObject({
    code: 1,
    err: expect.stringContaining('choose from eightyk, usrse'),
  })
  expect(await run(`${file}.not`)).toMatchObject({ code: 1, err: expect.stringContaining('There is no such file') })
  expect(await run(file, '--as', 'key')).toMatchObject({
    code: 2,
    err: expect.stringContaining('go with --preset participants'),
  })
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Usage: npm run import') })
})

test.each([[['--help']], [['-h']], [['some.csv', '--help']]])('%j shows how to use it', async (args) => {
  const { code, out, err } = await place('x', '').run(...args)
  expect([code, err]).toEqual([0, ''])
  const text = out.join('\n')
  for (const part of ['Usage: npm run import -- FILE', '--dry-run', 'eightyk', 'usrse', 'aiwatch', 'aisafety', 'csv'])
    expect(text).toContain(part)
  for (const { name } of columns) expect(text).toContain(name)
  expect(text).toContain('Example: npm run import -- postings.csv')
})

test('without a file, or with a wrong option, the usage stands below what is missing', async () => {
  const { run } = place('x', '')
  const shown = (await run('--help')).out.join('\n')
  expect(await run()).toEqual({ code: 2, out: [], err: `Give one file\n\n${shown}\n` })
  expect(await run('--wet')).toMatchObject({ code: 2, err: expect.stringContaining(`Unknown option '--wet'`) })
})

const csv = 'kind,title,url\nrole,Café,https://a.test\n'
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(`\uFEFF${csv}`, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

test.each([
  ['UTF-8', csv],
  ['UTF-8 with a mark', `\uFEFF${csv}`],
  ['UTF-16', utf16(false)],
  ['UTF-16, big end first', utf16(true)],
])('%s is read, whatever the file is called', async (_, bytes) => {
  for (const name of ['own.csv', 'own.txt', 'own']) {
    const { file, run } = place(name, bytes)
    expect((await run(file, '--dry-run')).out.at(-1)).toMatch(/^1 created/)
  }
})

test.each([
  ['', 'The file is empty'],
  [' \n\n', 'The file is empty'],
  [Buffer.from(`kind,title\nrole,B\nrole,Café`, 'latin1'), 'The file is not UTF-8, line 3 looks like Latin-1'],
  [Buffer.from('504b03041400', 'hex'), 'This is a spreadsheet, a document or an archive'],
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'This is a spreadsheet, a document or an archive'],
  [Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'The file is not text'],
  [Buffer.from(csv, 'utf16le'), 'The file is not text'],
])('a file is refused with what to do, case %#', async (bytes, message) => {
  const { file, run } = place('own.csv', bytes)
  expect(await run(file)).toMatchObject({ code: 1, out: [], err: expect.stringContaining(`${file}: ${message}`) })
})

test('a directory, and a preset for our own CSV, are refused', async () => {
  const { file, run } = place('own.csv', csv)
  mkdirSync(`${file}.d`)
  expect(await run(`${file}.d`)).toMatchObject({ code: 1, err: expect.stringContaining('This is a directory') })
  expect(await run(file, '--preset', 'usrse')).toMatchObject({
    code: 1,
    err: expect.stringContaining('This is a CSV file, and usrse is JSON: leave out --preset'),
  })
  expect((await run(file, '--preset', 'csv')).out.at(-1)).toMatch(/^1 created/)
})

test('long work shows a bar on a terminal, else a line at every tenth; short work nothing', () => {
  const shown = (isTTY: boolean, total: number) => {
    const parts: string[] = []
    const progress = showProgress({ isTTY, write: (part) => parts.push(part) })
    for (let done = 50; done <= total; done += 50) progress(done, total)
    return parts.join('')
  }
  expect(shown(false, 200)).toBe('')
  expect(shown(false, 1000).split('\n')).toHaveLength(11)
  expect(shown(true, 1000)).toMatch(/^\r\[#{2}\.{28}\] 50 of 1000.*\[#{30}\] 1000 of 1000\n$/s)
})
