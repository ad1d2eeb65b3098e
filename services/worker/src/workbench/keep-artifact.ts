import type { Workbench } from '@pm-bot/domain'
import type { Bench } from './bench.ts'

/** Keeps texts of the run as artifacts, masked. What is no text is kept as it is. */
export function keeper({ context, payload, artifacts }: Bench): Workbench['keepArtifact'] {
  return async ({ bytes, ...facts }) => {
    const isText = /^(text\/|application\/(json|x-ndjson))/.test(facts.contentType)
    const kept = isText ? Buffer.from(context.redactor.text(Buffer.from(bytes).toString())) : bytes
    const artifact = await context.artifacts.put({ runId: payload.runId, ...facts, bytes: kept })
    artifacts.push(artifact)
    return artifact
  }
}
