import type { MappedRow } from '../mapped-row.ts'

/** A source whose files we read. Each knows its own shape, so that a file can be recognised without being named. */
export type Preset = {
  name: string
  /** Whose files these are, for the usage of the command. */
  about: string
  /** What a file of this source holds, for the person who gave another one. */
  shape: string
  recognises(value: unknown): boolean
  /** Only called with a value that it recognises. */
  read(value: unknown): MappedRow[]
}
