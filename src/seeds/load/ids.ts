import { newId } from '../../ids.ts'
import type { Random } from './random.ts'

const TIME_CHARACTERS = 10
const HALF = 2 ** 30

/** An id as `newId` makes them, with its 60 bits of chance drawn from the seed. */
export function seededId(random: Random, prefix: string, at: number): string {
  const half = () =>
    random
      .whole(0, HALF - 1)
      .toString(32)
      .padStart(6, '0')
  return newId(prefix, at).slice(0, prefix.length + 1 + TIME_CHARACTERS) + half() + half()
}
