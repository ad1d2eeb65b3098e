import type { SerializerProtocol } from '@langchain/langgraph-checkpoint'

/** A value as LangGraph's serializer writes it, kept readable in a JSON file. */
export type StoredValue = { type: 'json'; json: unknown } | { type: 'bytes'; base64: string }

export async function dumpValue(serde: SerializerProtocol, value: unknown): Promise<StoredValue> {
  const [type, bytes] = await serde.dumpsTyped(value)
  if (type === 'bytes') return { type, base64: Buffer.from(bytes).toString('base64') }
  return { type: 'json', json: JSON.parse(new TextDecoder().decode(bytes)) }
}

export async function loadValue(serde: SerializerProtocol, stored: StoredValue): Promise<unknown> {
  if (stored.type === 'json') return await serde.loadsTyped('json', JSON.stringify(stored.json))
  return await serde.loadsTyped('bytes', new Uint8Array(Buffer.from(stored.base64, 'base64')))
}
