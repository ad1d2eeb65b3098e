import { createDatabase, dropDatabase, TEMPLATE } from './database.ts'

/** Makes the database that `cloneTemplate` copies. It must have no open connection when this returns. */
export async function prepareTemplate(url: string): Promise<void> {
  await dropDatabase(url, TEMPLATE)
  await createDatabase(url, TEMPLATE)
}
