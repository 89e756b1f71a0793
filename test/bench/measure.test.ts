import { expect, test } from 'vitest'
import { type Figure, measure, median, ratio } from './measure.ts'

const figure = (...samples: number[]): Figure => ({ name: 'one', micros: median(samples), samples })

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
  [[7], 7],
  [[], 0],
])('the median of %j is %d', (values, middle) => expect(median(values)).toBe(middle))

test('a ratio is taken round by round, so that a slow moment of the machine cancels out', () => {
  expect(ratio(figure(20, 200, 22), figure(10, 100, 11))).toBe(2)
  expect(ratio(figure(20, 20, 90), figure(10, 20, 30))).toBe(2)
})

test('each peer is measured by its own clock, as one operation', async () => {
  const clocks = { cheap: 0, dear: 0 }
  const peer = (name: keyof typeof clocks, micros: number) => ({
    name,
    run: async () => {
      clocks[name] += micros
    },
    cpu: () => clocks[name],
  })
  const { figures } = await measure('two', [peer('cheap', 5), peer('dear', 20)], {
    rounds: 3,
    windowMicros: 1_000,
    warmUp: 10,
    width: 4,
  })
  const [cheap, dear] = figures
  expect(figures.map(({ micros }) => micros)).toEqual([5, 20])
  expect(dear && cheap && ratio(dear, cheap)).toBe(4)
})
