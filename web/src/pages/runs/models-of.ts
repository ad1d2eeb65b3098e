import type { SpendCallView } from '@pm-bot/domain'

/** The models that a run has called, each once, in the order in which it first did. */
export const modelsOf = (calls: readonly Pick<SpendCallView, 'model' | 'at'>[]): string[] => [
  ...new Set(
    calls.toSorted((one, other) => (one.at < other.at ? -1 : 1)).flatMap(({ model }) => model ?? []),
  ),
]
