import type { SerializerProtocol } from '@langchain/langgraph-checkpoint'

/** Reads what was kept as the JSON that it is: nothing that an agent wrote becomes an object with methods here. */
export const plainSerde: SerializerProtocol = {
  dumpsTyped: async (value) => ['json', new TextEncoder().encode(JSON.stringify(value))],
  loadsTyped: async (type, data) => {
    if (type === 'json') return JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data))
    return `${data.length} bytes`
  },
}
