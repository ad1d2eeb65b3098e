import { For, Match, Switch } from 'solid-js'
import { Field } from '../../../ui/field.tsx'
import { TextField } from './text-field.tsx'
import type { TypedNotifier } from './typed-notifier.ts'

interface Fields {
  typed: TypedNotifier
  hasSecret: boolean
  onChange: (change: Partial<TypedNotifier>) => void
}

const KEEPS = 'Empty keeps the one that is set.'
const ENCRYPTION = { starttls: 'STARTTLS', tls: 'TLS from the start', none: 'None' } as const

/** Where a notifier speaks to, and what proves that it may. */
export function TargetFields(props: Fields) {
  return (
    <Switch>
      <Match when={props.typed.kind === 'ntfy'}>
        <NtfyFields {...props} />
      </Match>
      <Match when={props.typed.kind === 'webhook'}>
        <WebhookFields {...props} />
      </Match>
      <Match when={props.typed.kind === 'email'}>
        <EmailFields {...props} />
      </Match>
      <Match when={props.typed.kind === 'web_push'}>
        <p class="hint">
          The browser asks you once whether pm-bot may show notices. They are encrypted for it: its push
          service reads neither text nor link.
        </p>
      </Match>
    </Switch>
  )
}

function NtfyFields(props: Fields) {
  return (
    <>
      <div class="pair">
        <TextField
          id="ntfy-server"
          label="Server"
          value={props.typed.server}
          onInput={(server) => props.onChange({ server })}
        />
        <TextField
          id="ntfy-topic"
          label="Topic"
          hint="One that nobody guesses: whoever knows it can read along."
          value={props.typed.topic}
          onInput={(topic) => props.onChange({ topic })}
        />
      </div>
      <TextField
        id="ntfy-token"
        label="Access token"
        optional
        type="password"
        hint={props.hasSecret ? KEEPS : 'Where the topic asks for one.'}
        value={props.typed.secret}
        onInput={(secret) => props.onChange({ secret })}
      />
    </>
  )
}

function WebhookFields(props: Fields) {
  return (
    <>
      <TextField
        id="webhook-url"
        label="Address"
        hint="It is posted to; redirects are not followed."
        value={props.typed.url}
        onInput={(url) => props.onChange({ url })}
      />
      <TextField
        id="webhook-secret"
        label="Signing secret"
        hint={
          props.hasSecret
            ? KEEPS
            : 'Give it to the receiver now, which checks signatures with it: it is not shown again.'
        }
        value={props.typed.secret}
        onInput={(secret) => props.onChange({ secret })}
      />
    </>
  )
}

function EmailFields(props: Fields) {
  return (
    <>
      <div class="pair">
        <TextField
          id="email-from"
          label="From"
          value={props.typed.from}
          onInput={(from) => props.onChange({ from })}
        />
        <TextField id="email-to" label="To" value={props.typed.to} onInput={(to) => props.onChange({ to })} />
      </div>
      <TextField
        id="email-host"
        label="SMTP server"
        value={props.typed.host}
        onInput={(host) => props.onChange({ host })}
      />
      <div class="pair">
        <TextField
          id="email-port"
          label="Port"
          numeric
          value={props.typed.port}
          onInput={(port) => props.onChange({ port })}
        />
        <Field id="email-encryption" label="Encryption">
          <select
            id="email-encryption"
            onChange={(event) =>
              props.onChange({ encryption: event.currentTarget.value as TypedNotifier['encryption'] })
            }
          >
            <For each={Object.entries(ENCRYPTION)}>
              {([value, text]) => (
                <option value={value} selected={props.typed.encryption === value}>
                  {text}
                </option>
              )}
            </For>
          </select>
        </Field>
      </div>
      <div class="pair">
        <TextField
          id="email-user"
          label="User"
          optional
          value={props.typed.user}
          onInput={(user) => props.onChange({ user })}
        />
        <TextField
          id="email-password"
          label="Password"
          optional
          type="password"
          hint={props.hasSecret ? KEEPS : undefined}
          value={props.typed.secret}
          onInput={(secret) => props.onChange({ secret })}
        />
      </div>
    </>
  )
}
