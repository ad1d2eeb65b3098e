import { createTitle } from '../ui/title.ts'

export default function NotFoundPage() {
  createTitle(() => 'Not found')
  return (
    <div class="page narrow">
      <h1>There is no such page</h1>
      <p>
        Go to the <a href="/inbox">inbox</a> or the <a href="/runs">runs</a>.
      </p>
    </div>
  )
}
