type Ratio = { over: bigint; under: bigint }

/** A finite number as the decimal it is written as: 1.9 is 19/10, whatever its binary fraction. */
function ratioOf(value: number): Ratio {
  const [, sign, whole = '', rest = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  if (!whole) throw new Error(`${value} is no finite number`)
  const digits = BigInt(`${sign}${whole}${rest}`)
  const shift = Number(exponent) - rest.length
  return shift < 0 ? { over: digits, under: 10n ** BigInt(-shift) } : { over: digits * 10n ** BigInt(shift), under: 1n }
}

const floor = (over: bigint, under: bigint) => over / under - (over % under < 0n ? 1n : 0n)

/** A quotient in tenths, half up and exact: 1.9 / 2 is "1.0", where `(0.95).toFixed(1)` says 0.9. */
export function tenths(numerator: number, denominator = 1): string {
  const [a, b] = [ratioOf(numerator), ratioOf(denominator)]
  if (b.over === 0n) throw new Error('Nothing is divided by zero')
  const sign = b.over < 0n ? -1n : 1n
  const found = floor(20n * sign * a.over * b.under + a.under * sign * b.over, 2n * a.under * sign * b.over)
  const size = found < 0n ? -found : found
  return `${found < 0n ? '-' : ''}${size / 10n}.${size % 10n}`
}
