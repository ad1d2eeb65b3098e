import { registerHooks } from 'node:module'

/**
 * For a process of the product, loaded with `node --import` before its own main, which then runs
 * unchanged: whoever asks for one of these packages gets the wrapper at `base` instead.
 */
export function wrapPackages(wrappers: Readonly<Record<string, string>>, base: string): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const wrapper = wrappers[specifier]
      return nextResolve(wrapper === undefined ? specifier : new URL(wrapper, base).href, context)
    },
  })
}
