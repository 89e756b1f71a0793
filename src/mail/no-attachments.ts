/**
 * Stands in the bundle for nodemailer's list of media types by file name (see wrangler.toml). Our mail carries no files,
 * and its parts say what they are.
 */
function unused(): never {
  throw new Error('Mail carries no attachments')
}

export { unused as detectExtension, unused as detectMimeType }
