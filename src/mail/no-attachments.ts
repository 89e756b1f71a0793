/**
 * Stands in the bundle for nodemailer's list of media types by file name and for its way to fetch what a mail carries (see
 * wrangler.toml). Our mail carries no files, and its parts say what they are.
 */
export default function unused(): never {
  throw new Error('Mail carries no attachments')
}

export { unused as detectExtension, unused as detectMimeType }
