/** The decision does not allow this write, or it is not the one that was decided upon. */
export class WriteRefused extends Error {
  override name = 'WriteRefused'
}
