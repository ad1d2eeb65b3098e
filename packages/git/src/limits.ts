/** A changeset is read by a person; what is beyond these is a mistake, such as a build directory. */
export const MAX_ENTRIES = 20_000
export const MAX_FILE_BYTES = 100 * 2 ** 20
export const MAX_TOTAL_BYTES = 400 * 2 ** 20
/** Binary files stand in a patch twice, as text. */
export const MAX_PATCH_BYTES = 1024 * 2 ** 20
