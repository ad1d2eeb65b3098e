import { PATH } from './points.ts'
import { sweep } from './sweep.ts'

sweep('sqlite', 'process', PATH)
