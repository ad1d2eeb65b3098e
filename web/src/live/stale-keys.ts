import type { Topic } from './live-message.ts'

/** The queries that a change makes stale, as prefixes of their keys. */
export function staleKeys(topic: Topic, id: string): string[][] {
  switch (topic) {
    case 'workspaces':
      return [['workspaces']]
    case 'repos':
      return [
        ['setup'],
        ['repos', 'list'],
        ['repos', 'one', id],
        ['repos', 'objects', id],
        ['repos', 'object', id],
        ['search'],
      ]
    case 'github':
      return [['github'], ['setup']]
    case 'grants':
      return [['grants']]
    case 'budgets':
      return [['budgets'], ['prices'], ['run-spend'], ['setup']]
    case 'runs':
      return [
        ['setup'],
        ['runs', 'list'],
        ['search'],
        ['runs', id],
        ['run-events', id],
        ['run-work', id],
        // Its jobs say how it stands.
        ['queues', 'runs', 'jobs'],
        ['queues', 'publish', 'jobs'],
      ]
    case 'run-events':
      return [['run-events', id], ['run-activity']]
    case 'inbox':
      return [['inbox'], ['grants', 'suggestions']]
    case 'changesets':
      return [
        ['changesets', 'list'],
        ['changesets', id],
      ]
    case 'audit':
      return [['audit']]
    case 'queues':
      return id === '' ? [['mailboxes']] : [['queues', 'list'], ['queues', id], ['workers'], ['run-work']]
    case 'queue-samples':
      return [['queue-history']]
    case 'actors':
      return [['actors'], ['mailboxes'], ['run-work']]
    case 'workers':
      return [['workers'], ['run-work'], ['setup'], ['doctor']]
    case 'instance':
      return [['meta']]
    case 'sessions':
      return [['sessions']]
    case 'run-templates':
      return [['run-templates'], ['schedules']]
    case 'schedules':
      return [['schedules']]
    case 'notifiers':
      return [['notifiers']]
  }
}
