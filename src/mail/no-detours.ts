/**
 * Stands in the bundle for nodemailer's ways to a server by a service's name, a proxy or OAuth (see wrangler.toml):
 * `SMTP_URL` says host, port, name and password.
 */
export default function unused(): never {
  throw new Error('SMTP_URL is smtps://name:password@host:port, without a service, a proxy or OAuth')
}
