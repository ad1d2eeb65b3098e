export const json = (value: unknown) => JSON.stringify(value)

/** The body without each of its fields. */
export const without = (body: object) => Object.keys(body).map((key) => json({ ...body, [key]: undefined }))

/** The body with each of these in a field. */
export const withEach = (body: object, key: string, values: readonly unknown[]) =>
  values.map((value) => json({ ...body, [key]: value }))
