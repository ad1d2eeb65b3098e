/** Opaque, and different for each thing. */
export const nodeId = (kind: string, id: number | string) =>
  `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`
