/**
 * `--import`ed before a program, it gives its process a clock that is wrong by `ms` of this module's
 * address. Timers and performance.now() stay right, as they do on a machine whose date is wrong.
 */
const skewMs = Number(new URL(import.meta.url).searchParams.get('ms'))
const RightDate = Date
const now = () => RightDate.now() + skewMs

globalThis.Date = new Proxy(RightDate, {
  construct: (right, args, asked) => Reflect.construct(right, args.length === 0 ? [now()] : args, asked),
  apply: () => new RightDate(now()).toString(),
  get: (right, name, asked) => (name === 'now' ? now : Reflect.get(right, name, asked)),
})
