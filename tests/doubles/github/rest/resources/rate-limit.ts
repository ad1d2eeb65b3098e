import type { QuotaBook } from '../../limits/quota-book.ts'
import type { Route } from '../route.ts'

/** Costs nothing. */
export const getRateLimit =
  (quotas: QuotaBook): Route =>
  ({ viewer }) => {
    const core = quotas.quota(viewer.quotaOwner)
    const other = { ...core, used: 0, limit: 30, remaining: 30 }
    return {
      status: 200,
      body: { resources: { core, search: other, graphql: other, integration_manifest: other }, rate: core },
    }
  }
