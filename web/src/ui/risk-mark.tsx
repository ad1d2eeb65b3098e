import type { Risk } from '@pm-bot/domain'
import { Icon, type IconName } from './icon.tsx'

const LOOK: Record<Risk, { icon: IconName; word: string }> = {
  low: { icon: 'risk-low', word: 'Low risk' },
  medium: { icon: 'risk-medium', word: 'Medium risk' },
  high: { icon: 'risk-high', word: 'High risk' },
}

export function RiskMark(props: { risk: Risk }) {
  return (
    <span class={`risk risk-${props.risk}`}>
      <Icon name={LOOK[props.risk].icon} />
      {LOOK[props.risk].word}
    </span>
  )
}
