import { createHmac } from 'node:crypto'

/** `X-Hub-Signature-256` of exactly these bytes. */
export const sign = (body: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
