import { openOpenAiDouble } from './open-openai-double.ts'

/** `node tests/doubles/openai/main.ts '{"port": 4000}'`: a double until whoever started it is gone. */
const double = await openOpenAiDouble(JSON.parse(process.argv[2] ?? '{}'))
console.log(double.baseUrl)

const end = () => void double.close().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.once('disconnect', end)
