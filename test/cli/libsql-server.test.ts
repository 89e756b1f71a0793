import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient as createNodeClient } from '@libsql/client'
import { createClient } from '@libsql/client/web'
import { drizzle } from 'drizzle-orm/libsql/web'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startLibsqlServer } from '../../src/cli/libsql-server.ts'

const server = await startLibsqlServer()
const client = createClient({ url: server.url })
afterAll(async () => {
  client.close()
  await server.close()
})

beforeEach(() =>
  client.executeMultiple(`
    drop table if exists notes;
    create table notes (id integer primary key, title text unique, size real, data blob);
  `),
)

const titles = async () => (await client.execute('select title from notes order by id')).rows.map((row) => row.title)

test('every type comes back as it was sent', async () => {
  const bytes = new Uint8Array([0, 1, 255])
  const { rows, columns } = await client.execute({
    sql: 'select ? as i, ? as f, ? as t, ? as b, ? as n, typeof(?1) as type',
    args: [5n, 0.1, "é'\u{1f600}\n", bytes, null],
  })
  expect(columns).toEqual(['i', 'f', 't', 'b', 'n', 'type'])
  const row = rows[0]
  expect(row).toMatchObject({ i: 5, f: 0.1, t: "é'\u{1f600}\n", n: null, type: 'integer' })
  expect(new Uint8Array(row?.b as ArrayBuffer)).toEqual(bytes)
})

test('64-bit integers keep every digit', async () => {
  const wide = createClient({ url: server.url, intMode: 'bigint' })
  const { rows } = await wide.execute({ sql: 'select ? as i', args: [-9223372036854775808n] })
  expect(rows[0]?.i).toBe(-9223372036854775808n)
})

test('names bind with and without their mark', async () => {
  const { rows } = await client.execute({
    sql: 'select :a as a, @b as b, $c as c',
    args: { a: 'x', '@b': 'y', c: 'z' },
  })
  expect(rows[0]).toMatchObject({ a: 'x', b: 'y', c: 'z' })
})

test('changed rows and the last row id are told, and only where something changed', async () => {
  const inserted = await client.execute("insert into notes (title) values ('a'), ('b')")
  expect(inserted).toMatchObject({ rowsAffected: 2, lastInsertRowid: 2n })
  expect(await client.execute('select 1')).toMatchObject({ rowsAffected: 0, lastInsertRowid: undefined })
  const returned = await client.execute("update notes set size = 1 where title = 'a' returning id, size")
  expect(returned.rows.map((row) => ({ ...row }))).toEqual([{ id: 1, size: 1 }])
  expect(returned.rowsAffected).toBe(1)
})

test('a batch that fails leaves nothing behind', async () => {
  const batch = client.batch(
    ["insert into notes (title) values ('a')", "insert into notes (title) values ('a')"],
    'write',
  )
  await expect(batch).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT',
    message: expect.stringMatching(/SQLITE_CONSTRAINT: SQLite error: UNIQUE constraint failed: notes.title$/),
    statementIndex: 1,
  })
  expect(await titles()).toEqual([])
})

test('a broken statement says what is wrong with it', async () => {
  await expect(client.execute('selec 1')).rejects.toThrow('near "selec": syntax error')
})

test('the same text many times in one batch is stored once and runs each time', async () => {
  const inserts = Array.from({ length: 40 }, (_, i) => ({
    sql: 'insert into notes (title) values (?)',
    args: [`n${i}`],
  }))
  await client.batch([...inserts, 'select count(*) as n from notes'], 'write')
  expect((await titles()).length).toBe(40)
})

test('full text, triggers and json_each work', async () => {
  await client.executeMultiple(`
    create virtual table words using fts5(title, content='notes', content_rowid='id');
    create trigger notes_words after insert on notes begin
      insert into words (rowid, title) values (new.id, new.title);
    end;
  `)
  await client.execute({
    sql: "insert into notes (title) select value ->> 'title' from json_each(?) returning id",
    args: [JSON.stringify([{ title: 'alignment research' }, { title: 'policy' }])],
  })
  const found = await client.execute("select rowid, bm25(words) as rank from words where words match 'align*'")
  expect(found.rows[0]).toMatchObject({ rowid: 1, rank: expect.any(Number) })
  await client.executeMultiple('drop table words; drop trigger notes_words')
})

test('a transaction keeps its connection while others read, and a second writer waits for it', async () => {
  const transaction = await client.transaction('write')
  await transaction.execute("insert into notes (title) values ('first')")
  expect(await titles()).toEqual([])
  const other = createClient({ url: server.url })
  const second = other.batch(["insert into notes (title) values ('second')"], 'write')
  const third = other.execute("insert into notes (title) values ('third') returning id")
  const fourth = other.executeMultiple("insert into notes (title) values ('fourth')")
  await transaction.executeMultiple("insert into notes (title) values ('also first')")
  await transaction.commit()
  await Promise.all([second, third, fourth])
  expect((await titles()).slice(0, 2)).toEqual(['first', 'also first'])
  expect((await titles()).slice(2).sort()).toEqual(['fourth', 'second', 'third'])
})

test('a transaction rolled back or abandoned leaves nothing behind', async () => {
  const transaction = await client.transaction('write')
  await transaction.execute("insert into notes (title) values ('a')")
  await transaction.rollback()
  const abandoned = await client.transaction('write')
  await abandoned.execute("insert into notes (title) values ('b')")
  abandoned.close()
  await client.execute("insert into notes (title) values ('c')")
  expect(await titles()).toEqual(['c'])
})

test('many clients writing at once lose nothing', async () => {
  const clients = Array.from({ length: 8 }, () => createClient({ url: server.url }))
  await Promise.all(
    clients.flatMap((one, i) =>
      Array.from({ length: 10 }, (_, j) =>
        one.batch([{ sql: 'insert into notes (title) values (?)', args: [`${i}-${j}`] }, 'select 1'], 'write'),
      ),
    ),
  )
  expect((await titles()).length).toBe(80)
})

test('a pragma of one stream does not reach the next', async () => {
  await client.migrate(['create table if not exists parents (id integer primary key)'])
  await client.execute('pragma foreign_keys = off')
  expect((await client.execute('pragma foreign_keys')).rows[0]).toMatchObject({ foreign_keys: 1 })
})

test('drizzle works over it, batches too', async () => {
  const notes = sqliteTable('notes', { id: integer().primaryKey(), title: text().unique(), size: integer() })
  const db = drizzle(client)
  const [inserted, all] = await db.batch([
    db.insert(notes).values({ title: 'a', size: 3 }).returning({ id: notes.id }),
    db.select().from(notes),
  ])
  expect(inserted).toEqual([{ id: 1 }])
  expect(all).toEqual([{ id: 1, title: 'a', size: 3 }])
  const twice = db.batch([db.insert(notes).values({ title: 'b' }), db.insert(notes).values({ title: 'a' })])
  await expect(twice).rejects.toThrow('UNIQUE constraint failed: notes.title')
  expect(await db.$count(notes)).toBe(1)
})

test('the client for Node finds the same data in a file after a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onward-test-'))
  const path = join(folder, 'data.db')
  for (const expected of [1, 2]) {
    const file = await startLibsqlServer({ path })
    const node = createNodeClient({ url: file.url })
    await node.executeMultiple('create table if not exists t (a); insert into t values (1)')
    expect((await node.execute('select count(*) as n from t')).rows[0]?.n).toBe(expected)
    node.close()
    await file.close()
  }
  await rm(folder, { recursive: true })
})

test('a web page of another origin cannot reach it', async () => {
  const body = JSON.stringify({ requests: [{ type: 'execute', stmt: { sql: 'drop table notes' } }] })
  const response = await fetch(`${server.url}/v2/pipeline`, { method: 'POST', body })
  expect(response.status).toBe(415)
})
