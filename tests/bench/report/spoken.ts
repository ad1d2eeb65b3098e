/** `startMs` is “start ms”. What is no name of ours, e.g. of a file, stays as it is. */
export const spoken = (name: string): string =>
  /^[a-z]+([A-Z][a-z]*)+$/.test(name)
    ? name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`)
    : name
