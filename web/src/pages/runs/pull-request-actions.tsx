import type { PullRequestView, RunView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import { followUp, proposeForPullRequest } from '../../api/runs.ts'
import { createCommand } from '../../ui/create-command.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'

/** Nothing here is done at once: each asks for a decision. */
export function PullRequestActions(props: { run: RunView; pull: PullRequestView }) {
  const navigate = useNavigate()
  const isOpen = () => props.pull.state === 'open'

  const address = createCommand(async (_: object, key) => {
    const run = await followUp(props.run.id, key)
    announce({ text: 'Proposed a run on the same branch.', link: { href: '/inbox', text: 'Inbox' } })
    navigate(`/runs/${run.id}`)
  })
  const propose = createCommand(async (what: 'close' | 'delete-branch', key) => {
    const item = await proposeForPullRequest(props.run.id, what, key)
    announce({ text: 'It waits for your decision.', link: { href: `/inbox/${item.id}`, text: 'Review' } })
  })

  return (
    <div class="repo-actions">
      <ProblemNote problem={address.problem() ?? propose.problem()} />
      <div class="buttons">
        <Show when={isOpen()}>
          <button
            type="button"
            class="button"
            classList={{ primary: props.pull.review !== 'none' && props.pull.review !== 'approved' }}
            disabled={address.isPending()}
            onClick={() => address.run({})}
          >
            <Icon name="edit" /> Address the review
          </button>
          <button
            type="button"
            class="button"
            disabled={propose.isPending()}
            onClick={() => propose.run('close')}
          >
            Close pull request…
          </button>
        </Show>
        <Show when={!isOpen()}>
          <button
            type="button"
            class="button"
            disabled={propose.isPending()}
            onClick={() => propose.run('delete-branch')}
          >
            Delete branch…
          </button>
        </Show>
      </div>
    </div>
  )
}
