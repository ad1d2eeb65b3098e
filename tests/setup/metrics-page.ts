/** A page of Prometheus' text format, read without mercy: a line that is odd is an error. */
export interface MetricsPage {
  names: string[]
  /** The one series with these labels, whatever others it has. */
  value(name: string, labels?: Record<string, string>): number
  /** Every series of that name. */
  series(name: string): Series[]
}

export interface Series {
  name: string
  labels: Record<string, string>
  value: number
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"`
const NUMBER = '[+-]?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|Inf)|Nan|NaN'
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (${NUMBER})$`)
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`)
const HELP = new RegExp(`^# HELP (${NAME}) .+$`)

export function readMetricsPage(text: string): MetricsPage {
  if (!text.endsWith('\n')) throw new Error('the page does not end with a new line')
  const names: string[] = []
  const all: Series[] = []
  const seen = new Set<string>()
  let family = ''

  for (const line of text.split('\n').filter((each) => each !== '')) {
    if (HELP.test(line)) continue
    const type = TYPE.exec(line)
    if (type) {
      family = type[1]!
      if (names.includes(family)) throw new Error(`${family} is there twice`)
      names.push(family)
      continue
    }
    const sample = SAMPLE.exec(line)
    if (!sample) throw new Error(`not a line of Prometheus: ${line}`)
    const [, name = '', labels = '', value] = sample
    if (name.replace(/_(bucket|sum|count)$/, '') !== family && name !== family)
      throw new Error(`${line} stands below ${family}`)
    const identity = `${name}{${labels.split(',').sort().join(',')}}`
    if (seen.has(identity)) throw new Error(`${identity} is there twice`)
    seen.add(identity)
    all.push({ name, labels: readLabels(labels), value: Number(value) })
  }

  const series = (name: string) => all.filter((each) => each.name === name)
  return {
    names,
    series,
    value(name, labels = {}) {
      const found = series(name).filter((each) =>
        Object.entries(labels).every(([label, wanted]) => each.labels[label] === wanted),
      )
      if (found.length !== 1) throw new Error(`${found.length} series ${name} ${JSON.stringify(labels)}`)
      return found[0]!.value
    },
  }
}

const readLabels = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(LABEL, 'g'))].map(([pair]) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 2, -1)]
    }),
  )
