import { PATH_AND_TAKE_OVER } from './points.ts'
import { sweep } from './sweep.ts'

sweep('postgres', 'process', PATH_AND_TAKE_OVER)
