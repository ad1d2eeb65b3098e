import type { SettingReader } from './setting-reader.ts'

/** `openai` is any server that speaks like it. */
export const MODEL_PROVIDERS = ['openai', 'anthropic', 'ollama'] as const
export type ModelProvider = (typeof MODEL_PROVIDERS)[number]

/** A model as it is named everywhere, `provider:model`. */
export interface ModelName {
  provider: ModelProvider
  model: string
}

/** How models are reached. */
export interface ModelSettings {
  /** Of runs that name none; null when none is set. */
  model: string | null
  /** The key may be missing where the address is that of a server that takes none. */
  openai: { apiKey: string | null; baseUrl: string }
  anthropic: { apiKey: string | null }
  ollama: { baseUrl: string }
  /** Calls of one provider under way at once. */
  atOnce: number
}

const OPENAI = 'https://api.openai.com/v1'

/** Null when it is not `provider:model` of a provider that is known. */
export function parseModelName(name: string): ModelName | null {
  const [, prefix, model] = /^([a-z]+):(\S{1,200})$/.exec(name) ?? []
  const provider = MODEL_PROVIDERS.find((known) => known === prefix)
  return provider && model ? { provider, model } : null
}

/** What a model lacks to be called, to follow “which”; null when nothing. Only who runs agents needs the keys. */
export function missingForModel({ provider }: ModelName, settings: ModelSettings): string | null {
  switch (provider) {
    case 'openai':
      if (settings.openai.apiKey !== null || settings.openai.baseUrl !== OPENAI) return null
      return 'needs OPENAI_API_KEY, or OPENAI_BASE_URL of a server that takes none.'
    case 'anthropic':
      return settings.anthropic.apiKey === null ? 'needs ANTHROPIC_API_KEY.' : null
    case 'ollama':
      return null
  }
}

export function readModelSettings({ text, check, integer }: SettingReader): ModelSettings {
  const key = (name: 'OPENAI_API_KEY' | 'ANTHROPIC_API_KEY') => {
    const value = text(name) || null
    check(name, value === null || /^[\x21-\x7e]+$/.test(value), 'must be one word without spaces.')
    return value
  }
  const address = (name: 'OPENAI_BASE_URL' | 'OLLAMA_BASE_URL', example: string) => {
    const given = text(name).replace(/\/+$/, '')
    const holds = URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
    check(name, holds, `must be an address such as ${example}.`)
    return given
  }
  const settings: ModelSettings = {
    model: text('PMBOT_MODEL') || null,
    openai: { apiKey: key('OPENAI_API_KEY'), baseUrl: address('OPENAI_BASE_URL', OPENAI) },
    anthropic: { apiKey: key('ANTHROPIC_API_KEY') },
    ollama: { baseUrl: address('OLLAMA_BASE_URL', 'http://127.0.0.1:11434') },
    atOnce: integer('PMBOT_MODEL_CONCURRENCY', 1, 1000),
  }
  const name = settings.model === null ? null : parseModelName(settings.model)
  check(
    'PMBOT_MODEL',
    settings.model === null || name !== null,
    `must be provider:model, with one of ${MODEL_PROVIDERS.join(', ')} as provider, e.g. openai:gpt-5, not “${settings.model}”.`,
  )
  return settings
}
