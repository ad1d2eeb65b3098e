import { plural } from './time.ts'

interface Counted {
  additions: number
  deletions: number
}

const sum = (files: readonly Counted[], what: keyof Counted) =>
  files.reduce((total, file) => total + file[what], 0)

export function DiffStat(props: { files: readonly Counted[]; brief?: boolean }) {
  return (
    <span class="diff-stat">
      {props.brief ? null : <span>{plural(props.files.length, 'file')} </span>}
      <LineCounts additions={sum(props.files, 'additions')} deletions={sum(props.files, 'deletions')} />
    </span>
  )
}

export function LineCounts(props: Counted) {
  return (
    <>
      <span class="added" title={`${plural(props.additions, 'line')} added`}>
        +{props.additions}
      </span>{' '}
      <span class="deleted" title={`${plural(props.deletions, 'line')} removed`}>
        −{props.deletions}
      </span>
    </>
  )
}
