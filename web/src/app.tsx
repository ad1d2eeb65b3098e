import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router'
import { createEffect, lazy, Match, onCleanup, Switch } from 'solid-js'
import { createMeta } from './api/meta.ts'
import { forgetWhatWasRead } from './api/session.ts'
import { InboxPage } from './pages/inbox/inbox-page.tsx'
import { Frame } from './ui/frame.tsx'
import { ProblemNote } from './ui/problem-note.tsx'

const RETRY_MS = 2000

const SignInPage = lazy(() => import('./pages/sign-in-page.tsx'))
const RunsPage = lazy(() => import('./pages/runs/runs-page.tsx'))
const RunPage = lazy(() => import('./pages/runs/run-page.tsx'))
const NewRunPage = lazy(() => import('./pages/new-run/new-run-page.tsx'))
const ChangesPage = lazy(() => import('./pages/changes/changes-page.tsx'))
const ChangePage = lazy(() => import('./pages/changes/change-page.tsx'))
const QueuesPage = lazy(() => import('./pages/queues/queues-page.tsx'))
const QueuePage = lazy(() => import('./pages/queues/queue-page.tsx'))
const WorkersPage = lazy(() => import('./pages/workers/workers-page.tsx'))
const ActorsPage = lazy(() => import('./pages/actors/actors-page.tsx'))
const ActorPage = lazy(() => import('./pages/actors/actor-page.tsx'))
const ReposPage = lazy(() => import('./pages/repos/repos-page.tsx'))
const RepoPage = lazy(() => import('./pages/repo/repo-page.tsx'))
const ObjectPage = lazy(() => import('./pages/repo/object-page.tsx'))
const SearchPage = lazy(() => import('./pages/search/search-page.tsx'))
const GrantsPage = lazy(() => import('./pages/grants/grants-page.tsx'))
const BudgetsPage = lazy(() => import('./pages/budgets/budgets-page.tsx'))
const TemplatesPage = lazy(() => import('./pages/templates/templates-page.tsx'))
const SchedulesPage = lazy(() => import('./pages/schedules/schedules-page.tsx'))
const AuditPage = lazy(() => import('./pages/audit/audit-page.tsx'))
const SetupPage = lazy(() => import('./pages/setup/setup-page.tsx'))
const SettingsPage = lazy(() => import('./pages/settings/settings-page.tsx'))
const NotFoundPage = lazy(() => import('./pages/not-found-page.tsx'))

export function App() {
  return (
    <Router root={Door}>
      <Route path="/" component={() => <Navigate href="/inbox" />} />
      <Route path="/inbox/:itemId?" component={InboxPage} />
      <Route path="/runs" component={RunsPage} />
      <Route path="/runs/new" component={NewRunPage} />
      <Route path="/runs/:runId" component={RunPage} />
      <Route path="/changes" component={ChangesPage} />
      <Route path="/changes/:changesetId" component={ChangePage} />
      <Route path="/queues" component={QueuesPage} />
      <Route path="/queues/:queue" component={QueuePage} />
      <Route path="/workers" component={WorkersPage} />
      <Route path="/actors" component={ActorsPage} />
      <Route path="/actors/:kind/:key" component={ActorPage} />
      <Route path="/repos" component={ReposPage} />
      <Route path="/repos/:repoId" component={RepoPage} />
      <Route path="/repos/:repoId/:kind/:number" component={ObjectPage} />
      <Route path="/search" component={SearchPage} />
      <Route path="/grants" component={GrantsPage} />
      <Route path="/budgets" component={BudgetsPage} />
      <Route path="/templates" component={TemplatesPage} />
      <Route path="/schedules" component={SchedulesPage} />
      <Route path="/audit" component={AuditPage} />
      <Route path="/setup" component={SetupPage} />
      <Route path="/settings/:section?" component={SettingsPage} />
      <Route path="*" component={NotFoundPage} />
    </Router>
  )
}

/** Nothing is read before it is known who reads. */
function Door(props: RouteSectionProps) {
  const meta = createMeta()
  const isLockedOut = () => {
    const auth = meta.data()?.auth
    return auth?.required === true && !auth.signedIn
  }

  // The session may have been ended from elsewhere.
  createEffect(() => isLockedOut() && forgetWhatWasRead())

  // Without an answer there is no event stream yet that could say when the server is back.
  createEffect(() => {
    if (!meta.error() || meta.data()) return
    const retry = setTimeout(meta.again, RETRY_MS)
    onCleanup(() => clearTimeout(retry))
  })

  return (
    <Switch>
      <Match when={isLockedOut()}>
        <SignInPage />
      </Match>
      <Match when={meta.data()}>{(known) => <Frame meta={known()}>{props.children}</Frame>}</Match>
      <Match when={meta.error()}>
        <main class="lonely">
          <ProblemNote problem={meta.error()} onRetry={meta.again} />
        </main>
      </Match>
    </Switch>
  )
}
