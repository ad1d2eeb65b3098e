import type { MetaView } from '@pm-bot/domain'
import { lazy, Match, Suspense, Switch } from 'solid-js'

const KeySheet = lazy(() => import('./keyboard/key-sheet.tsx'))
const Palette = lazy(() => import('./palette/palette.tsx'))
const PauseDialog = lazy(() => import('./pause-dialog.tsx'))
const MoreSheet = lazy(() => import('./more-sheet.tsx'))

/** What may lie above any page, one at a time. */
export type Layer = 'keys' | 'palette' | 'pause' | 'more'

export function Layers(props: {
  meta: MetaView
  layer: Layer | undefined
  onOpen: (layer: Layer | undefined) => void
}) {
  const close = () => props.onOpen(undefined)
  return (
    <Suspense>
      <Switch>
        <Match when={props.layer === 'keys'}>
          <KeySheet onClose={close} />
        </Match>
        <Match when={props.layer === 'palette'}>
          <Palette onClose={close} />
        </Match>
        <Match when={props.layer === 'pause'}>
          <PauseDialog isPaused={props.meta.paused !== null} onClose={close} />
        </Match>
        <Match when={props.layer === 'more'}>
          <MoreSheet meta={props.meta} onOpen={props.onOpen} onClose={close} />
        </Match>
      </Switch>
    </Suspense>
  )
}
