export { type NotifierPort, openNotifiers, type Said } from './open-notifiers.ts'
