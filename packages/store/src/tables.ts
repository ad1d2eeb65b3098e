import type { ActorTables } from './tables/actor-tables.ts'
import type { BudgetTables } from './tables/budget-tables.ts'
import type { GitHubTables } from './tables/github-tables.ts'
import type { GrantTables } from './tables/grant-tables.ts'
import type { InstanceTables } from './tables/instance-tables.ts'
import type { NotifierTables } from './tables/notifier-tables.ts'
import type { RunAgainTables } from './tables/run-again-tables.ts'
import type { RunTables } from './tables/run-tables.ts'
import type { SearchTables } from './tables/search-tables.ts'

/** Every table, as migrations leave it. */
export interface Tables
  extends ActorTables,
    InstanceTables,
    RunTables,
    GrantTables,
    RunAgainTables,
    NotifierTables,
    BudgetTables,
    GitHubTables,
    SearchTables {}
