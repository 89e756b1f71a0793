/** What mail needs of nodemailer, by name, so that its other transports stay out of the bundle. Loaded with the first mail. */
export { default as Mailer } from 'nodemailer/lib/mailer'
export { default as SMTPTransport } from 'nodemailer/lib/smtp-transport'
export { default as StreamTransport } from 'nodemailer/lib/stream-transport'
