/**
 * Stands in the bundle for what the passkey library reads and checks the certificates of a key's maker with (see
 * wrangler.toml). We accept none, so its 200 KB would never run.
 */
class Unused {
  constructor() {
    throw new Error('Certificates of makers are not accepted')
  }
}
const unused = () => new Unused()
const none = ''

const MetadataService = { getStatement: unused }

export {
  MetadataService,
  none as Apple_WebAuthn_Root_CA,
  none as GlobalSign_Root_CA,
  none as GlobalSign_Root_CA_R3,
  none as GlobalSign_Root_R46,
  none as Google_Hardware_Attestation_Root_1,
  none as Google_Hardware_Attestation_Root_2,
  none as Google_Hardware_Attestation_Root_3,
  none as Google_Hardware_Attestation_Root_4,
  none as id_ce_basicConstraints,
  none as id_ecdsaWithSHA256,
  none as id_ecdsaWithSHA384,
  none as id_ecdsaWithSHA512,
  none as id_ecPublicKey,
  none as id_ml_dsa_44,
  none as id_ml_dsa_65,
  none as id_ml_dsa_87,
  none as id_rsaEncryption,
  none as id_secp256r1,
  none as id_secp384r1,
  none as id_sha1WithRSAEncryption,
  none as id_sha256WithRSAEncryption,
  none as id_sha384WithRSAEncryption,
  none as id_sha512WithRSAEncryption,
  Unused as AuthorityKeyIdentifierExtension,
  Unused as BasicConstraints,
  Unused as Certificate,
  Unused as CRLDistributionPointsExtension,
  Unused as ECParameters,
  Unused as OctetString,
  Unused as RSAPublicKey,
  Unused as SubjectKeyIdentifierExtension,
  Unused as X509Certificate,
  Unused as X509ChainBuilder,
  Unused as X509Crl,
  unused as getCertificateInfo,
  unused as validateCertificatePath,
  unused as verifyAttestationAndroidKey,
  unused as verifyAttestationAndroidSafetyNet,
  unused as verifyAttestationApple,
  unused as verifyAttestationFIDOU2F,
  unused as verifyAttestationTPM,
  unused as verifyAttestationWithMetadata,
}
