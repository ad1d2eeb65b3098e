import { type Static, Type } from 'typebox'
import { Id, nullable, strict, Time } from '../values/schema-parts.ts'

export const SignInBody = Type.Object({ password: Type.String({ minLength: 1, maxLength: 1000 }) }, strict)

export const SessionView = Type.Object({
  id: Id,
  createdAt: Time,
  lastSeenAt: Type.String({ description: 'RFC 3339, UTC; exact to a minute.' }),
  expiresAt: Type.String({ description: 'RFC 3339, UTC; later when it is used before then.' }),
  address: Type.String({ description: 'Where it was opened from.' }),
  userAgent: nullable(Type.String({ description: 'As the browser named itself: believe nothing of it.' })),
  current: Type.Boolean({ description: 'Of this very request.' }),
})
export type SessionView = Static<typeof SessionView>
