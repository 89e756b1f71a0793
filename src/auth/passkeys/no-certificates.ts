/**
 * Stands in the bundle for what the passkey library checks the certificates of a key's maker with: `@peculiar/x509`, its
 * helpers and the makers' root certificates (see wrangler.toml). We accept none, so its 100 KB would never run.
 */
class Unused {
  constructor() {
    throw new Error('Certificates of makers are not accepted')
  }
}
const none = ''

export {
  none as Apple_WebAuthn_Root_CA,
  none as GlobalSign_Root_CA,
  none as GlobalSign_Root_CA_R3,
  none as GlobalSign_Root_R46,
  none as Google_Hardware_Attestation_Root_1,
  none as Google_Hardware_Attestation_Root_2,
  none as Google_Hardware_Attestation_Root_3,
  none as Google_Hardware_Attestation_Root_4,
  none as id_ce_keyDescription,
  Unused as AuthorityKeyIdentifierExtension,
  Unused as CRLDistributionPointsExtension,
  Unused as KeyDescription,
  Unused as SubjectKeyIdentifierExtension,
  Unused as X509Certificate,
  Unused as X509ChainBuilder,
  Unused as X509Crl,
}
