import type { WarningView } from '@pm-bot/domain'
import { Icon } from './icon.tsx'
import { Rows } from './rows.tsx'
import { VisibleText } from './visible-text.tsx'

/** What the operator should look after, above every page. */
export function Warnings(props: { warnings: readonly WarningView[] }) {
  return (
    <div class="warnings" role="status" aria-label="Warnings">
      <Rows each={props.warnings} key={(warning) => warning.code}>
        {(warning) => (
          <div class={`note ${warning().code === 'disk_full' ? 'red' : 'amber'}`}>
            <Icon name="warning" />
            <div>
              <p>
                <strong>
                  <VisibleText text={warning().message} />
                </strong>{' '}
                <VisibleText text={warning().action} />
              </p>
            </div>
          </div>
        )}
      </Rows>
    </div>
  )
}
