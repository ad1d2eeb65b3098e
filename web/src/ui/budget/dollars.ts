const format = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
})

/** Of millionths of a dollar: `$0.0125`, in the reader's locale. */
export const dollars = (microUsd: number): string => format.format(microUsd / 1_000_000)
