import type { AccountsWorld } from './accounts-world.ts'
import type { AppsWorld } from './apps-world.ts'
import type { BranchesWorld } from './branches-world.ts'
import type { ChecksWorld } from './checks-world.ts'
import type { ClockWorld } from './clock-world.ts'
import type { CommentsWorld } from './comments-world.ts'
import type { IssuesWorld } from './issues-world.ts'
import type { PullsWorld } from './pulls-world.ts'
import type { RepositoriesWorld } from './repositories-world.ts'
import type { ReviewsWorld } from './reviews-world.ts'
import type { SeedWorld } from './seed-world.ts'

/**
 * Everything that happens on GitHub without pm-bot, and what a test wants to know of it afterwards.
 * Repositories are named `owner/name`, times are ISO strings: arguments and answers are JSON, so that
 * a double in a process of its own takes the same calls.
 */
export interface World
  extends ClockWorld,
    AccountsWorld,
    AppsWorld,
    RepositoriesWorld,
    BranchesWorld,
    IssuesWorld,
    CommentsWorld,
    PullsWorld,
    ReviewsWorld,
    ChecksWorld,
    SeedWorld {}
