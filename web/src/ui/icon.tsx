/** 16 × 16, drawn with the text's colour. */
const PATHS = {
  inbox: 'M2 9.5h3.2l1 2h3.6l1-2H14M3.8 3h8.4L14 9.5V12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V9.5L3.8 3z',
  runs: 'M5 3.5v9l7.5-4.5L5 3.5z',
  repos:
    'M5 5.5v5M5 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11 6.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM11 6.5c0 2.5-6 1.5-6 4',
  audit: 'M8 1.8l5 2v3.7c0 3.2-2.1 5.6-5 6.7-2.9-1.1-5-3.5-5-6.7V3.8l5-2zM5.7 8l1.7 1.7 3-3.2',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3.2 8.6l3 3 6.6-7',
  back: 'M9.8 3.5L5.2 8l4.6 4.5',
  forward: 'M6.2 3.5L10.8 8l-4.6 4.5',
  down: 'M3.5 6.2L8 10.8l4.5-4.6',
  up: 'M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2',
  keyboard:
    'M2.5 4h11a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM4 6.7h.6M6.7 6.7h.6M9.3 6.7h.6M12 6.7h.1M5 9.5h6',
  'sign-out': 'M6.5 13.5H3.8a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h2.7M10 11l3-3-3-3M13 8H6.2',
  person: 'M8 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.6c.5-2.6 2.5-4 5-4s4.5 1.4 5 4',
  terminal:
    'M2.5 3h11a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM4.3 6l2 2-2 2M8 10.2h3.4',
  file: 'M4 1.8h5l3.2 3.2v8.2a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V2.8a1 1 0 0 1 1-1zM9 1.8V5h3.2',
  diff: 'M8 2.5v5M5.5 5h5M5.5 12h5M2.5 1.5h11v13h-11z',
  commit: 'M8 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM1 8h4.4M10.6 8H15',
  branch:
    'M4.5 5.2v5.6M4.5 5.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM4.5 14a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM11.5 5.8a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM11.5 5.8c0 3-7 2-7 5',
  download: 'M8 2.5v7.7M4.6 7L8 10.4 11.4 7M3 13.5h10',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v2.9h-2.9',
  stop: 'M4 4h8v8H4z',
  warning: 'M8 2.2l6.3 11.3H1.7L8 2.2zM8 6.6v3M8 11.6v.1',
  info: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.3v3.8M8 4.9v.1',
  dot: 'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  waiting: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 4.6V8l2.3 1.6',
  done: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.2 8.2l2 2 3.7-4',
  refused: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  cancelled: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM3.7 12.3l8.6-8.6',
  blocked: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM6.4 5.8v4.4M9.6 5.8v4.4',
  working: 'M8 1.8a6.2 6.2 0 1 1-6.2 6.2',
  'risk-low': 'M8 11.6a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2z',
  'risk-medium': 'M8 2.8L13.2 8 8 13.2 2.8 8z',
  'risk-high': 'M8 2.2l6.3 11.3H1.7L8 2.2zM8 6.6v3M8 11.6v.1',
} as const

export type IconName = keyof typeof PATHS

/** Decoration: whatever it says is also said in words. */
export function Icon(props: { name: IconName; class?: string }) {
  return (
    <svg class={`icon ${props.class ?? ''}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  )
}
