import type { Grant, Grants, GrantsEvent } from './grant.ts'

/** Beyond that the oldest use is forgotten: its call, asked once more, would be counted once more. */
const MAX_USES = 500

/** A workspace's grants after one more event. */
export function evolveGrants(grants: Grants, event: GrantsEvent): Grants {
  const { standing, used, waiting } = grants
  switch (event.type) {
    case 'grant-added':
      return { ...grants, standing: [...standing, event.grant] }
    case 'grant-revoked':
      return without(grants, event.grantId)
    case 'grant-ended':
      // One that is used up speaks for its calls until they are forgotten.
      return event.why === 'used-up' ? grants : without(grants, event.grantId)
    case 'grant-used': {
      const { type: _type, useId: _useId, tool: _tool, itemId: _itemId, ...use } = event
      const kept = [...used, use].slice(-MAX_USES)
      return {
        ...grants,
        used: kept,
        standing: standing
          .map((grant) => (grant.grantId === event.grantId ? usedOnce(grant, event.at) : grant))
          .filter((grant) => grant.usesLeft !== 0 || kept.some(({ grantId }) => grantId === grant.grantId)),
      }
    }
    case 'call-waiting':
      return { ...grants, waiting: [...waiting, event.call] }
    case 'item-released':
    case 'call-let-go':
      return { ...grants, waiting: waiting.filter(({ itemId }) => itemId !== event.itemId) }
    case 'run-let-go': {
      const others = used.filter(({ runId }) => runId !== event.runId)
      return {
        ...grants,
        used: others,
        waiting: waiting.filter(({ runId }) => runId !== event.runId),
        standing: standing.filter(
          (grant) => grant.usesLeft !== 0 || others.some(({ grantId }) => grantId === grant.grantId),
        ),
      }
    }
    case 'command-refused':
      return grants
  }
}

const usedOnce = (grant: Grant, at: string): Grant => ({
  ...grant,
  uses: grant.uses + 1,
  usesLeft: grant.usesLeft === null ? null : grant.usesLeft - 1,
  lastUsedAt: at,
})

const without = (grants: Grants, grantId: string): Grants => ({
  ...grants,
  standing: grants.standing.filter((grant) => grant.grantId !== grantId),
  used: grants.used.filter((use) => use.grantId !== grantId),
})
