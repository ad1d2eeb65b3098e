const SWITCHES = [
  'LANGSMITH_TRACING_V2',
  'LANGCHAIN_TRACING_V2',
  'LANGSMITH_TRACING',
  'LANGCHAIN_TRACING',
  'LANGSMITH_GATEWAY',
]

/**
 * LangChain sends every run to LangSmith when one of these is set, from wherever it was
 * inherited. Nothing leaves the machine that nobody decided upon; this is the one place
 * outside a service's config.ts that touches the environment.
 */
export function forbidTracing(): void {
  for (const name of SWITCHES) delete process.env[name]
}
