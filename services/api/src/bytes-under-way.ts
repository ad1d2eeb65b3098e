/**
 * How many bytes may be on their way in at once: whoever has yet to show that it may send them at all
 * must not fill the memory.
 */
export function createBytesUnderWay(most: number) {
  let underWay = 0
  return {
    /** @returns what gives the room back, once; undefined when there is none */
    take(bytes: number): (() => void) | undefined {
      if (underWay + bytes > most) return undefined
      underWay += bytes
      let isHeld = true
      return () => {
        if (isHeld) underWay -= bytes
        isHeld = false
      }
    },
  }
}
