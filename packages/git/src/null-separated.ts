/** The fields of an output made with `-z`. Bytes, because a path need not be UTF-8. */
export function splitAtNull(output: Buffer): Buffer[] {
  const fields: Buffer[] = []
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start)
    if (end === -1) throw new Error('Output of git ends in the middle of a field.')
    fields.push(output.subarray(start, end))
    start = end + 1
  }
  return fields
}

/** Input for `--stdin -z`. */
export function joinWithNull(fields: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat(fields.flatMap((field) => [Buffer.from(field as string), Buffer.of(0)]))
}
