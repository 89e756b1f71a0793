/**
 * Stands in the bundle for `@peculiar/x509` (see wrangler.toml), which the passkey library has to check the certificates
 * of a key's maker. We accept none, so its 60 KB would never run.
 */
class Unused {
  constructor() {
    throw new Error('Certificates of makers are not accepted')
  }
}

export {
  Unused as AuthorityKeyIdentifierExtension,
  Unused as CRLDistributionPointsExtension,
  Unused as SubjectKeyIdentifierExtension,
  Unused as X509Certificate,
  Unused as X509ChainBuilder,
  Unused as X509Crl,
}
