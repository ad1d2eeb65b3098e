import type { RepoView } from '@pm-bot/domain'
import { Chip } from '../chip.tsx'
import { standingOfRepo } from './standing-of-repo.ts'

export function RepoStanding(props: { repo: RepoView }) {
  const look = () => standingOfRepo(props.repo)
  return (
    <Chip icon={look().icon} tone={look().tone} turning={look().icon === 'working'}>
      {look().word}
    </Chip>
  )
}
