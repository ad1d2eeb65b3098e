export interface SeedOptions {
  issues: number
  pulls?: number
  /** Chooses titles, authors, labels, times and what was said. 1 unless named. */
  seed?: number
  /** On average, of each issue and pull request. 1 unless named. */
  comments?: number
  /** On average, of each pull request. 1 unless named. */
  reviews?: number
  /** How far back the oldest lies. 730 unless named. */
  days?: number
}

export interface Seeded {
  issues: number
  pulls: number
  comments: number
  reviews: number
  reviewComments: number
}

export interface SeedWorld {
  /** Fills a repository with a believable past. Pull requests have real branches with real commits. */
  seed(fullName: string, options: SeedOptions): Promise<Seeded>
}
