import { useNavigate, useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { createRepo } from '../../api/repos.ts'
import { Icon } from '../../ui/icon.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RepoActions } from '../../ui/repo/repo-actions.tsx'
import { RepoStanding } from '../../ui/repo/repo-standing.tsx'
import { createTitle } from '../../ui/title.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ClearCacheButton } from './clear-cache-button.tsx'
import { LocalFacts } from './local-facts.tsx'
import { ObjectTabs } from './object-tabs.tsx'
import { PolicySection } from './policy/policy-section.tsx'
import { RepoFacts } from './repo-facts.tsx'
import { StandingWords } from './standing-words.tsx'
import { SyncBanner } from './sync-banner.tsx'

export default function RepoPage() {
  const params = useParams<{ repoId: string }>()
  const navigate = useNavigate()
  const repo = createRepo(() => params.repoId)
  createTitle(() => repo.data()?.fullName ?? 'Repository')
  onKey('back', () => navigate('/repos'))
  onKey('run-here', () => navigate(`/runs/new?repo=${params.repoId}`))

  return (
    <div class="page wide">
      <ProblemNote problem={repo.error()} onRetry={repo.again} />
      <Show
        when={repo.data()}
        fallback={
          <Show when={repo.isWaiting()}>
            <Waiting label="repository" rows={6} />
          </Show>
        }
      >
        {(known) => (
          <>
            <header class="run-head">
              <a class="crumb" href="/repos">
                <Icon name="back" /> Repositories
              </a>
              <div class="run-title">
                <h1>
                  <VisibleText text={known().source === 'github' ? known().fullName : known().name} />
                </h1>
                <RepoActions repo={known()} onRemoved={() => navigate('/repos')}>
                  <Show when={known().sync}>
                    <ClearCacheButton repo={known()} />
                  </Show>
                </RepoActions>
              </div>
              <p class="run-status" role="status" aria-label="Status">
                <RepoStanding repo={known()} />
                <Show when={known().sync}>{(sync) => <StandingWords repo={known()} sync={sync()} />}</Show>
              </p>
            </header>
            <Show
              when={known().sync}
              fallback={
                <>
                  <PolicySection repo={known()} />
                  <LocalFacts repo={known()} />
                </>
              }
            >
              {(sync) => (
                <>
                  <SyncBanner sync={sync()} />
                  <PolicySection repo={known()} />
                  <div class="run-body">
                    <ObjectTabs repoId={known().id} sync={sync()} />
                    <RepoFacts repo={known()} sync={sync()} />
                  </div>
                </>
              )}
            </Show>
          </>
        )}
      </Show>
    </div>
  )
}
