import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** An authority of the tests' own, and a certificate that it gave to these names. */
export interface Certificates {
  /** PEM of the authority. */
  authority: string
  certificate: string
  key: string
}

/** Made by hand in DER, so that a test needs no program for it. Valid for a day. */
export function makeCertificates(...names: string[]): Certificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = nameOf('Authority of the tests')
  const isAuthority = extension('551d13', sequence(BOOLEAN_TRUE))
  const alternatives = extension('551d11', sequence(...names.map((name) => der(0x82, Buffer.from(name)))))
  return {
    authority: certificate({
      subject: issuer,
      issuer,
      extensions: [isAuthority],
      key: authority.publicKey,
      signer: authority.privateKey,
    }),
    certificate: certificate({
      subject: nameOf(names[0]!),
      issuer,
      extensions: [alternatives],
      key: server.publicKey,
      signer: authority.privateKey,
    }),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

interface Wish {
  subject: Buffer
  issuer: Buffer
  extensions: Buffer[]
  key: KeyObject
  signer: KeyObject
}

function certificate({ subject, issuer, extensions, key, signer }: Wish): string {
  const version3 = der(0xa0, integer(Buffer.of(2)))
  const serial = integer(Buffer.concat([Buffer.of(1), randomBytes(8)]))
  const day = 24 * 60 * 60 * 1000
  const validity = sequence(time(Date.now() - day), time(Date.now() + day))
  const publicKey = key.export({ type: 'spki', format: 'der' })
  const rest = der(0xa3, sequence(...extensions))
  const signed = sequence(version3, serial, ECDSA_SHA256, issuer, validity, subject, publicKey, rest)
  const signature = der(0x03, Buffer.of(0), sign('sha256', signed, signer))
  const body = sequence(signed, ECDSA_SHA256, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.of(tag, ...length), content])
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const integer = (bytes: Buffer) => der(0x02, bytes)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const BOOLEAN_TRUE = der(0x01, Buffer.of(0xff))
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))
/** GeneralizedTime. */
const time = (ms: number) =>
  der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)}Z`))
/** Its common name alone. */
const nameOf = (name: string) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))))
const extension = (id: string, value: Buffer) => sequence(oid(id), BOOLEAN_TRUE, der(0x04, value))
