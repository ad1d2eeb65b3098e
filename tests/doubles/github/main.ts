import { openGitHubDouble } from './open-github-double.ts'

/** `node tests/doubles/github/main.ts '{"seed": 1}'`: a double until whoever started it is gone. */
const double = await openGitHubDouble(JSON.parse(process.argv[2] ?? '{}'))
console.log(double.url)

const end = () => void double.close().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.once('disconnect', end)
