import { type Static, Type } from 'typebox'
import { oneOf } from '../values/schema-parts.ts'

/** In the order in which they are best done. */
export const SETUP_STEPS = ['sign_in', 'system', 'github', 'models', 'repos', 'limits', 'first_run'] as const
export type SetupStepName = (typeof SETUP_STEPS)[number]

/**
 * How far a new pm-bot is set up. It is read off what is there and kept nowhere, so whoever breaks off goes on where they
 * were.
 */
export const SetupView = Type.Object({
  steps: Type.Array(
    Type.Object({
      name: oneOf(SETUP_STEPS),
      /** A problem is in the way; what is open can be left so. */
      state: oneOf(['done', 'open', 'problem'] as const),
      sentence: Type.String({ description: 'How it stands.' }),
      advice: Type.Array(Type.String(), { description: 'What to do, one thing each; empty when nothing.' }),
    }),
  ),
  isDone: Type.Boolean({ description: 'A run has come to its end, and nothing is in the way.' }),
})
export type SetupView = Static<typeof SetupView>
export type SetupStep = SetupView['steps'][number]
