const EXACT_TO = 200
/** The 97.5th percentile of the normal distribution. */
const NORMAL = 1.959963984540054
const LEVEL = 0.95
const HALVINGS = 60

/**
 * How many standard errors a 95 % interval of a mean reaches to each side: the 97.5th percentile of Student's t with
 * whole degrees of freedom from 1. Abramowitz and Stegun, Handbook of Mathematical Functions: 26.7.3 and 26.7.4
 * solved by halving; above 200 degrees 26.7.5.
 */
export function student95(degrees: number): number {
  if (degrees > EXACT_TO) return nearNormal(degrees)
  // θ = arctan(t / √degrees), between 0 and a right angle.
  let low = 0
  let high = Math.PI / 2
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (within(middle, degrees) < LEVEL) low = middle
    else high = middle
  }
  return Math.tan(low) * Math.sqrt(degrees)
}

/** How likely it is to lie within ±t, as a finite sum: odd degrees (26.7.3), even ones (26.7.4). */
function within(theta: number, degrees: number): number {
  const odd = degrees % 2 === 1
  const square = Math.cos(theta) ** 2
  let term = odd ? Math.cos(theta) : 1
  let series = 0
  for (let k = odd ? 1 : 0; k <= degrees - 2; k += 2) {
    series += term
    term *= ((k + 1) / (k + 2)) * square
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * series) : Math.sin(theta) * series
}

function nearNormal(n: number): number {
  const x = NORMAL
  const first = (x ** 3 + x) / 4
  const second = (5 * x ** 5 + 16 * x ** 3 + 3 * x) / 96
  return x + first / n + second / n ** 2
}
