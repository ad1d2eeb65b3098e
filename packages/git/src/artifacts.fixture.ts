import { ArtifactCorruptError, type ArtifactStore, newId, sha256Hex } from '@pm-bot/domain'

/** The port in memory; `@pm-bot/files` answers it in earnest. */
export function makeArtifacts(): ArtifactStore & { contents: Map<string, Uint8Array> } {
  const contents = new Map<string, Uint8Array>()
  const find = (hash: string) => {
    const bytes = contents.get(hash)
    if (bytes === undefined) throw new ArtifactCorruptError(`${hash} is missing.`)
    return bytes
  }
  return {
    contents,
    async put({ bytes, ...described }) {
      const hash = sha256Hex(bytes)
      contents.set(hash, Uint8Array.from(bytes))
      const uri = `artifacts/${described.runId}/${hash}`
      const { kind, title, contentType } = described
      return { artifactId: newId(), kind, title, contentType, uri, hash, sizeBytes: bytes.byteLength }
    },
    read: async ({ hash }) => find(hash),
    async putBlob(_, bytes) {
      const hash = sha256Hex(bytes)
      contents.set(hash, Uint8Array.from(bytes))
      return hash
    },
    readBlob: async (_, hash) => find(hash),
    diskSpace: async () => ({ usedPercent: 0, freeBytes: 1e9 }),
  }
}
