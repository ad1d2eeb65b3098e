export { wayOut } from './way-out.ts'
