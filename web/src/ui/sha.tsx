/** A git object id or hash, short for the eye, whole on hover and for copying. */
export function Sha(props: { value: string; length?: number }) {
  return (
    <code class="sha" title={props.value}>
      {props.value.slice(0, props.length ?? 10)}
    </code>
  )
}

export const shortBranch = (branch: string) => branch.replace(/^refs\/heads\//, '')
