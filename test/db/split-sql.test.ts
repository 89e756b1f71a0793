import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitSql } from '../../src/db/split-sql.ts'

test('semicolons inside strings, names and comments end nothing', () => {
  expect(splitSql("insert into a values ('x;y''z;'); select \"b;c\", [d;e], `f;g` -- h;\n; /* i; */ select 1")).toEqual(
    ["insert into a values ('x;y''z;')", 'select "b;c", [d;e], `f;g` -- h;', 'select 1'],
  )
})

test('a trigger is one statement, a case inside it does not close it', () => {
  const trigger = `CREATE TEMP TRIGGER /* ; */ IF NOT EXISTS t AFTER INSERT ON a BEGIN
  UPDATE a SET b = CASE WHEN new.b = 'end;' THEN 1 ELSE 2 END;
  DELETE FROM a; -- end;
END`
  expect(splitSql(`${trigger};\nselect 1;`)).toEqual([trigger, 'select 1'])
})

test('nothing but blanks, comments and semicolons is no statement', () => {
  expect(splitSql('')).toEqual([])
  expect(splitSql(' ;; -- only this\n /* and this */ ; ')).toEqual([])
})

test('an unclosed comment or string runs to the end', () => {
  expect(splitSql("select 1; select 'a; b")).toEqual(['select 1', "select 'a; b"])
  expect(splitSql('select 1; /* a; b')).toEqual(['select 1'])
})

const text = fc.string({ maxLength: 8 }).filter((value) => !value.includes('\0'))
const literal = text.map((value) => `'${value.replaceAll("'", "''")}'`)
const insert = literal.map((value) => `insert into log values (${value})`)
const gap = fc.constantFrom(' ', '\n', '/* ; */', '-- end;\n', "/* ' */", '-- "\n')
const body = fc.array(fc.tuple(gap, insert), { minLength: 1, maxLength: 3 })
const step = fc.oneof(
  insert,
  body.map((lines) => {
    const inner = lines.map(([before, line]) => `${before}${line};`).join('')
    return `create trigger if not exists t after update on log when case when 1 then 0 end begin${inner} end`
  }),
  literal.map((value) => `create table if not exists [t;${value.length}] ("a;${value.length}" text default ${value})`),
)
const script = fc.array(fc.tuple(gap, step), { maxLength: 8 })

test('splits any script where SQLite itself would', () => {
  fc.assert(
    fc.property(script, (parts) => {
      const whole = parts.map(([before, statement]) => `${before}${statement};`).join('\n')
      expect(splitSql(whole)).toEqual(parts.map(([, statement]) => statement))
      expect(run(splitSql(whole))).toEqual(run([whole]))
    }),
  )
})

function run(pieces: string[]): unknown {
  const db = new DatabaseSync(':memory:')
  db.exec('create table log (line text)')
  for (const piece of pieces) db.exec(piece)
  const rows = [db.prepare('select sql from sqlite_schema').all(), db.prepare('select * from log').all()]
  db.close()
  return rows
}
