import { PATH } from './points.ts'
import { sweep } from './sweep.ts'

sweep('postgres', 'postgres', PATH)
