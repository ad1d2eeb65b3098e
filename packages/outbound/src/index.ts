export { trustedCertificates, wayOut } from './way-out.ts'
