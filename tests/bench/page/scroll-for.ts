/** For the page: a pane from top to bottom and back, 120 pixels a frame; how long each frame took. */
export const scrollFor = (pane: string, ms: number): string => `
  new Promise((resolve) => {
    const pane = document.querySelector('${pane}')
    const frames = []
    const begun = performance.now()
    let before = begun
    let down = true
    const step = (now) => {
      frames.push(now - before)
      before = now
      pane.scrollTop += down ? 120 : -120
      if (pane.scrollTop <= 0 || pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1) down = !down
      if (now - begun < ${ms}) requestAnimationFrame(step)
      else resolve(frames.slice(1))
    }
    requestAnimationFrame(step)
  })`
